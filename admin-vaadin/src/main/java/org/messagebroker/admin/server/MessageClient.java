package org.messagebroker.admin.server;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse;
import org.springframework.web.client.RestClientException;

/** Reads messages from the server: {@code /portal/messages}. Thread-safe. */
@Component
public final class MessageClient {

    private static final Logger LOG = LoggerFactory.getLogger(MessageClient.class);
    private static final ParameterizedTypeReference<List<MessageView>> MESSAGES = new ParameterizedTypeReference<>() {};

    private final ServerConnection server;

    MessageClient(ServerConnection server) {
        this.server = server;
    }

    /** The messages that the person may see, the newest first. */
    public Answer<List<MessageView>> messages(PortalSession session, MessageQuery query) {
        return session.ask(token -> get(
                token,
                client -> client.uri(
                        builder -> query.on(builder.path("/portal/messages")).build()),
                response -> response.bodyTo(MESSAGES)));
    }

    /** One message. */
    public Answer<MessageView> message(PortalSession session, MessageId id) {
        return session.ask(token -> get(
                token,
                client -> client.uri("/portal/messages/{id}", id),
                response -> response.bodyTo(MessageView.class)));
    }

    private <T> Answer<T> get(String token, Path path, Reader<T> reader) {
        try {
            return path.on(server.client().get())
                    .headers(headers -> headers.setBearerAuth(token))
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
    private interface Path {
        RestClient.RequestHeadersSpec<?> on(RestClient.RequestHeadersUriSpec<?> request);
    }

    /** Reads the body. */
    private interface Reader<T> {
        @Nullable
        T read(ConvertibleClientHttpResponse response);
    }
}
