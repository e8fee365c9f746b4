package org.messagebroker.service.upstream;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webclient.api.HttpClientRequest;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.api.WebClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.messagebroker.api.ErrorBody;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.Json;
import org.messagebroker.service.tls.ClientTls;
import org.messagebroker.service.tls.FollowedFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client of the server on Helidon's WebClient, HTTP/1.1. */
final class MutualTlsClient implements ServerClient {

    private static final Logger LOG = LoggerFactory.getLogger(MutualTlsClient.class);
    private static final int OK = 200;
    private static final int LONGEST_ANSWER = 8 << 20;
    private static final byte[] NO_BODY = {};
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final UpstreamConfig config;
    private final FollowedFiles files;
    private volatile WebClient client;

    MutualTlsClient(UpstreamConfig config) {
        this.config = config;
        this.files = new FollowedFiles(config.certificate(), config.key(), config.trust());
        if (!config.verify()) {
            LOG.warn(
                    "MAIN_SERVER_VERIFY_SSL is false: ANYONE CAN POSE AS THE SERVER {}. Never run like this but for a trial.",
                    config.url());
        }
        this.client = connect(config);
    }

    private static WebClient connect(UpstreamConfig config) {
        return WebClient.builder()
                .baseUri(config.url())
                .tls(ClientTls.of(config.certificate(), config.key(), config.trust(), config.verify()))
                .connectTimeout(config.connectTimeout())
                .readTimeout(config.answerTimeout())
                .socketOptions(SocketOptions.builder()
                        .tcpNoDelay(true)
                        .connectTimeout(config.connectTimeout())
                        .readTimeout(config.answerTimeout())
                        .build())
                .connectionCacheSize(config.connections())
                .shareConnectionCache(false)
                .followRedirects(false)
                .proxy(Proxy.noProxy())
                .keepAlive(true)
                .build();
    }

    @Override
    public <T> Reply<T> get(String path, Class<T> type) {
        return call(Method.GET, path, NO_BODY, reading(type));
    }

    @Override
    public Optional<String> text(String path) {
        files.refresh(this::reconnect);
        try (HttpClientResponse response = client.get(path).request()) {
            byte[] answer = read(response);
            return response.status().code() == OK
                    ? Optional.of(new String(answer, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException | RuntimeException unanswered) {
            LOG.warn("{} could not be fetched: {}", path, reason(unanswered));
            return Optional.empty();
        }
    }

    @Override
    public <T> Reply<T> post(String path, Object body, Class<T> type) {
        return call(Method.POST, path, Json.bytes(body), reading(type));
    }

    @Override
    public <T> Reply<Optional<T>> postForNews(String path, Object body, Class<T> type) {
        return call(
                Method.POST,
                path,
                Json.bytes(body),
                answer -> answer.length == 0 ? Optional.empty() : Optional.of(Json.parse(answer, type)));
    }

    @Override
    public <T> Reply<T> put(String path, Object body, Class<T> type) {
        return call(Method.PUT, path, Json.bytes(body), reading(type));
    }

    @Override
    public void close() {
        client.closeResource();
    }

    /** Kept connections under the certificate of before are closed; a call under way ends on its own. */
    private void reconnect() {
        WebClient before = client;
        client = connect(config);
        before.closeResource();
    }

    private <T> Reply<T> call(Method method, String path, byte[] body, Function<byte[], T> reader) {
        files.refresh(this::reconnect);
        long begin = System.nanoTime();
        try {
            return once(method, path, body, reader);
        } catch (IOException | RuntimeException first) {
            if (isFinal(first) || System.nanoTime() - begin > MOMENT.toNanos()) {
                return new Reply.Unreachable<>(reason(first));
            }
        }
        try {
            return once(method, path, body, reader);
        } catch (IOException | RuntimeException second) {
            return new Reply.Unreachable<>(reason(second));
        }
    }

    private <T> Reply<T> once(Method method, String path, byte[] body, Function<byte[], T> reader) throws IOException {
        HttpClientRequest request = client.method(method).path(path).header(HeaderNames.ACCEPT, "application/json");
        try (HttpClientResponse response = send(request, body)) {
            byte[] answer = read(response);
            return response.status().family() == Status.Family.SUCCESSFUL
                    ? answered(response.status().code(), answer, reader)
                    : refused(response, answer);
        }
    }

    private static HttpClientResponse send(HttpClientRequest request, byte[] body) {
        return body.length == 0
                ? request.request()
                : request.header(HeaderValues.CONTENT_TYPE_JSON).submit(body);
    }

    private static byte[] read(HttpClientResponse response) throws IOException {
        if (!response.entity().hasEntity()) {
            return NO_BODY;
        }
        try (InputStream in = response.inputStream()) {
            byte[] answer = in.readNBytes(LONGEST_ANSWER + 1);
            if (answer.length > LONGEST_ANSWER) {
                throw new IOException("the answer is too long");
            }
            return answer;
        }
    }

    private static <T> Function<byte[], T> reading(Class<T> type) {
        return type == Nothing.class ? answer -> type.cast(new Nothing()) : answer -> Json.parse(answer, type);
    }

    private static <T> Reply<T> answered(int status, byte[] answer, Function<byte[], T> reader) {
        try {
            return new Reply.Answered<>(status, reader.apply(answer));
        } catch (Problem unreadable) {
            return new Reply.Refused<>(status, Optional.empty(), "the answer cannot be read", Optional.empty());
        }
    }

    private static <T> Reply<T> refused(HttpClientResponse response, byte[] answer) {
        Optional<ErrorBody> error = error(answer);
        return new Reply.Refused<>(
                response.status().code(),
                error.map(ErrorBody::error),
                error.map(ErrorBody::message).orElse("no reason given"),
                error.flatMap(ErrorBody::retryAfter).map(Duration::ofSeconds));
    }

    private static Optional<ErrorBody> error(byte[] answer) {
        try {
            return Optional.of(Json.parse(answer, ErrorBody.class));
        } catch (Problem notAnError) {
            return Optional.empty();
        }
    }

    /** Whether a repeat at once would only end the same way. */
    private static boolean isFinal(Exception e) {
        return causes(e)
                .anyMatch(cause -> cause instanceof ConnectException
                        || cause instanceof SocketTimeoutException
                        || cause instanceof UnknownHostException
                        || cause instanceof SSLHandshakeException);
    }

    private static String reason(Exception e) {
        Throwable root = causes(e).reduce((outer, inner) -> inner).orElse(e);
        return switch (root) {
            case ConnectException _ -> "connection refused";
            case SocketTimeoutException _ -> "no answer in time";
            case UnknownHostException _ -> "unknown host";
            default -> Optional.ofNullable(root.getMessage()).orElse("the connection broke");
        };
    }

    private static Stream<Throwable> causes(Exception e) {
        return Stream.iterate((Throwable) e, cause -> cause != null, Throwable::getCause)
                .limit(10);
    }
}
