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
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.messagebroker.api.ErrorBody;
import org.messagebroker.service.Problem;
import org.messagebroker.service.StartException;
import org.messagebroker.service.json.Json;
import org.messagebroker.service.tls.ClientTls;
import org.messagebroker.service.tls.FollowedFiles;
import org.messagebroker.service.tls.TrustedChain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client of the server on Helidon's WebClient, HTTP/1.1. */
final class MutualTlsClient implements ServerClient {

    private static final Logger LOG = LoggerFactory.getLogger(MutualTlsClient.class);
    private static final int LONGEST_ANSWER = 8 << 20;
    private static final byte[] NO_BODY = {};
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final UpstreamConfig config;
    private final FollowedFiles files;
    private volatile List<X509Certificate> also = List.of();
    private volatile Connected connected;

    /** A client, and whom it believes. */
    private record Connected(WebClient client, List<X509Certificate> trusted) {}

    MutualTlsClient(UpstreamConfig config) {
        this.config = config;
        this.files = new FollowedFiles(config.certificate(), config.key(), config.trust());
        if (!config.verify()) {
            LOG.warn(
                    "MAIN_SERVER_VERIFY_SSL is false: ANYONE CAN POSE AS THE SERVER {}. Never run like this but for a trial.",
                    config.url());
        }
        this.connected = connect(config, also);
    }

    private static Connected connect(UpstreamConfig config, List<X509Certificate> also) {
        List<X509Certificate> file = config.verify() ? TrustedChain.read(config.trust()) : List.of();
        List<X509Certificate> trusted =
                Stream.concat(file.stream(), also.stream()).distinct().toList();
        return new Connected(client(config, trusted), trusted);
    }

    private static WebClient client(UpstreamConfig config, List<X509Certificate> trusted) {
        return WebClient.builder()
                .baseUri(config.url())
                .tls(ClientTls.of(config.certificate(), config.key(), trusted, config.verify()))
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
    public List<X509Certificate> trusted() {
        files.refresh(this::reconnect);
        return connected.trusted();
    }

    @Override
    public synchronized void trustAlso(List<X509Certificate> authorities) {
        if (also.equals(authorities)) {
            return;
        }
        also = List.copyOf(authorities);
        try {
            reconnect();
        } catch (StartException unusable) {
            LOG.warn("the authorities have changed, but not all files can be used yet: {}", unusable.getMessage());
        }
    }

    @Override
    public void close() {
        connected.client().closeResource();
    }

    /** Kept connections under the certificate of before are closed; a call under way ends on its own. */
    private synchronized void reconnect() {
        Connected before = connected;
        connected = connect(config, also);
        before.client().closeResource();
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
        HttpClientRequest request =
                connected.client().method(method).path(path).header(HeaderNames.ACCEPT, "application/json");
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
