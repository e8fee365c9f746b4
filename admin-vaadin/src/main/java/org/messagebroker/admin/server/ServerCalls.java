package org.messagebroker.admin.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestBodySpec;
import org.springframework.web.client.RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse;
import org.springframework.web.client.RestClientException;

/**
 * Asks the server on behalf of a signed-in person. What the person may do is the server's to say: an answer is what was
 * asked for, a refusal with its reason, or that the server cannot answer. Thread-safe; each call waits for the answer.
 */
@Component
public final class ServerCalls {

    private static final Logger LOG = LoggerFactory.getLogger(ServerCalls.class);

    private final ServerConnection server;

    ServerCalls(ServerConnection server) {
        this.server = server;
    }

    /** Reads something. */
    public <T> Answer<T> get(PortalSession session, Uri uri, Class<T> type) {
        return call(session, HttpMethod.GET, uri, Optional.empty(), type);
    }

    /** @param type of the answer; {@link Nothing} when it has no body */
    public <T> Answer<T> post(PortalSession session, Uri uri, Object body, Class<T> type) {
        return call(session, HttpMethod.POST, uri, Optional.of(body), type);
    }

    /** @param type of the answer; {@link Nothing} when it has no body */
    public <T> Answer<T> put(PortalSession session, Uri uri, Object body, Class<T> type) {
        return call(session, HttpMethod.PUT, uri, Optional.of(body), type);
    }

    /** Removes something. */
    public Answer<Nothing> delete(PortalSession session, Uri uri) {
        return call(session, HttpMethod.DELETE, uri, Optional.empty(), Nothing.class);
    }

    /**
     * Copies an answer of any length to where it is to go, as it comes.
     *
     * @param body of a POST; a GET without one
     * @throws UncheckedIOException when it breaks off in the middle, on either side
     */
    public Answer<Nothing> copy(PortalSession session, Uri uri, Optional<?> body, OutputStream to) {
        HttpMethod method = body.isPresent() ? HttpMethod.POST : HttpMethod.GET;
        return ask(ServerConnection::copyingClient, session, method, uri, body, response -> {
            try (InputStream from = response.getBody()) {
                from.transferTo(to);
            } catch (IOException broken) {
                throw new UncheckedIOException("an answer broke off", broken);
            }
            return new Nothing();
        });
    }

    private <T> Answer<T> call(PortalSession session, HttpMethod method, Uri uri, Optional<?> body, Class<T> type) {
        return ask(ServerConnection::client, session, method, uri, body, response -> read(response, type));
    }

    private <T> Answer<T> ask(
            Function<ServerConnection, RestClient> client,
            PortalSession session,
            HttpMethod method,
            Uri uri,
            Optional<?> body,
            Reader<T> reader) {
        return session.ask((token, browser) -> {
            try {
                RequestBodySpec request = client.apply(server)
                        .method(method)
                        .uri(uri.template(), uri.values())
                        .headers(headers -> headers.setBearerAuth(token))
                        .headers(browser::tell);
                body.ifPresent(
                        given -> request.contentType(MediaType.APPLICATION_JSON).body(given));
                return request.exchangeForRequiredValue((sent, response) -> answer(response, reader));
            } catch (RestClientException e) {
                LOG.warn("the server did not answer: {}", e.getMessage());
                return new Answer.Unavailable<>();
            }
        });
    }

    static <T> Answer<T> answer(ConvertibleClientHttpResponse response, Reader<T> reader) throws IOException {
        int status = response.getStatusCode().value();
        return switch (status / 100) {
            case 2 -> new Answer.Given<>(reader.read(response));
            case 4 -> status == 401 ? new Answer.SessionEnded<>() : new Answer.Refused<>(refusal(response));
            default -> new Answer.Unavailable<>();
        };
    }

    static <T> T read(ConvertibleClientHttpResponse response, Class<T> type) {
        if (type == Nothing.class) {
            return type.cast(new Nothing());
        }
        return Optional.ofNullable(response.bodyTo(type)).orElseThrow(() -> new RestClientException("an empty answer"));
    }

    private static Refusal refusal(ConvertibleClientHttpResponse response) {
        try {
            return Optional.ofNullable(response.bodyTo(Told.class))
                    .flatMap(Told::refusal)
                    .orElse(Refusal.UNTOLD);
        } catch (RestClientException notOurs) {
            return Refusal.UNTOLD;
        }
    }

    /** What matters of the body of a refusal, which leaves out what there is not. */
    private record Told(@Nullable String error, @Nullable String message) {

        Optional<Refusal> refusal() {
            return Optional.ofNullable(error).map(code -> new Refusal(code, Objects.requireNonNullElse(message, "")));
        }
    }

    /** Reads the body. */
    interface Reader<T> {
        T read(ConvertibleClientHttpResponse response) throws IOException;
    }
}
