package org.messagebroker.admin.server;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse;
import org.springframework.web.client.RestClientException;

/** Reads from the server what a signed-in person may see. Thread-safe. */
@Component
final class PersonalReading {

    private static final Logger LOG = LoggerFactory.getLogger(PersonalReading.class);

    private final ServerConnection server;

    PersonalReading(ServerConnection server) {
        this.server = server;
    }

    <T> Answer<T> get(PortalSession session, Path path, Reader<T> reader) {
        return session.ask((token, browser) -> get(token, browser, path, reader));
    }

    private <T> Answer<T> get(String token, Browser browser, Path path, Reader<T> reader) {
        try {
            return path.on(server.client().get())
                    .headers(headers -> headers.setBearerAuth(token))
                    .headers(browser::tell)
                    .exchangeForRequiredValue((sent, response) -> answer(response, reader));
        } catch (RestClientException e) {
            LOG.warn("the server did not answer: {}", e.getMessage());
            return new Answer.Unavailable<>();
        }
    }

    private static <T> Answer<T> answer(ConvertibleClientHttpResponse response, Reader<T> reader) throws IOException {
        return switch (response.getStatusCode().value()) {
            case 200 ->
                Optional.ofNullable(reader.read(response))
                        .<Answer<T>>map(Answer.Given::new)
                        .orElseGet(Answer.Unavailable::new);
            case 401 -> new Answer.SessionEnded<>();
            case 400, 403, 404 -> new Answer.Refused<>();
            default -> new Answer.Unavailable<>();
        };
    }

    /** Puts the path on a request. */
    interface Path {
        RestClient.RequestHeadersSpec<?> on(RestClient.RequestHeadersUriSpec<?> request);
    }

    /** Reads the body. */
    interface Reader<T> {
        @Nullable
        T read(ConvertibleClientHttpResponse response);
    }
}
