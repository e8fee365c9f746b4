package org.messagebroker.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The server's API as the person who has logged in. Every refusal ends the command with the server's own words. */
public final class AdminServer {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int UNAUTHENTICATED = 401;
    private static final int CONFLICT = 409;

    private final URI url;
    private final String authorities;
    private final HttpClient http;
    private final Optional<String> token;

    private AdminServer(URI url, String authorities, HttpClient http, Optional<String> token) {
        this.url = url;
        this.authorities = authorities;
        this.http = http;
        this.token = token;
    }

    /**
     * Logs in.
     *
     * @param authorities a PEM file: who the server's certificate must come from
     * @throws RuntimeException saying why, when that is not possible; as do all other methods
     */
    public static AdminServer login(URI url, Path authorities, String email, String password) {
        return stranger(url, Secret.text(authorities)).loggedIn(email, password, Secret::unseen);
    }

    /** As the person who logs in. */
    AdminServer loggedIn(String email, String password, UnaryOperator<String> codes) {
        return with(login(email, password, codes).path("access_token").asText());
    }

    /**
     * Without logging in, for what everybody may see.
     *
     * @param authorities PEM
     */
    static AdminServer stranger(URI url, String authorities) {
        return new AdminServer(url, authorities, client(authorities), Optional.empty());
    }

    /**
     * The server's answer to a log-in: tokens.
     *
     * @param codes gives a code of the second factor for a question, if the server asks for one
     */
    JsonNode login(String email, String password, UnaryOperator<String> codes) {
        HttpResponse<byte[]> answer =
                send("POST", "/portal/auth/login", json(Map.of("email", email, "password", password)));
        JsonNode said = parsed(answer.body());
        return said.path("error").asText().equals("second_factor_required")
                ? SecondStep.end(this, said.path("details"), codes)
                : json(answer);
    }

    /** The session with new tokens; empty when it has ended. */
    Optional<Session> refresh(Session session) {
        HttpResponse<byte[]> answer =
                send("POST", "/portal/auth/refresh", json(Map.of("refresh_token", session.refreshToken())));
        return answer.statusCode() == UNAUTHENTICATED
                ? Optional.empty()
                : Optional.of(Session.of(json(answer), authorities, Instant.now()));
    }

    /** As the person of a session. */
    AdminServer as(Session session) {
        return with(session.accessToken());
    }

    private AdminServer with(String bearer) {
        return new AdminServer(url, authorities, http, Optional.of(bearer));
    }

    /** The same person over connections that have yet to be made. */
    AdminServer withNewConnections() {
        return new AdminServer(url, authorities, client(authorities), token);
    }

    /** {@code GET}. */
    public JsonNode get(String path) {
        return json(send("GET", path, BodyPublishers.noBody()));
    }

    /** The answer as it is, such as a PEM file. */
    byte[] download(String path) {
        return expectGood(send("GET", path, BodyPublishers.noBody()));
    }

    /** The answer to a post as it is, such as an archive. */
    byte[] download(String path, Map<String, ?> body) {
        return expectGood(send("POST", path, json(body)));
    }

    /** The answer as it comes, however long it is; the caller closes it. */
    InputStream stream(String path) {
        return stream(request("GET", path, BodyPublishers.noBody()));
    }

    /** The answer to a post likewise. */
    InputStream stream(String path, Map<String, ?> body) {
        return stream(request("POST", path, json(body)));
    }

    private InputStream stream(HttpRequest request) {
        HttpResponse<InputStream> answer = exchange(request, BodyHandlers.ofInputStream());
        if (answer.statusCode() / 100 != 2) {
            throw refused(answer.statusCode(), read(answer.body()));
        }
        return answer.body();
    }

    private static byte[] read(InputStream body) {
        try (body) {
            return body.readAllBytes();
        } catch (IOException cut) {
            return new byte[0];
        }
    }

    /** {@code POST}. */
    public JsonNode post(String path, Map<String, ?> body) {
        return json(send("POST", path, json(body)));
    }

    /** As {@link #post}; empty when the server says that it cannot be done yet (409). */
    public Optional<JsonNode> postUnlessTooEarly(String path, Map<String, ?> body) {
        HttpResponse<byte[]> answer = send("POST", path, json(body));
        return answer.statusCode() == CONFLICT ? Optional.empty() : Optional.of(json(answer));
    }

    /** {@code PUT}. */
    public JsonNode put(String path, Map<String, ?> body) {
        return json(send("PUT", path, json(body)));
    }

    /** {@code DELETE}. */
    public JsonNode delete(String path) {
        return json(send("DELETE", path, BodyPublishers.noBody()));
    }

    /** Shakes hands with another listener of the installation and asks for its health; the answer does not matter. */
    void greet(URI listener) {
        exchange(HttpRequest.newBuilder(listener.resolve("/api/v1/health")).build());
    }

    /** A value as part of a path or query. */
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpResponse<byte[]> send(String method, String path, BodyPublisher body) {
        return exchange(request(method, path, body));
    }

    private HttpRequest request(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, body);
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        return request.build();
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        return exchange(request, BodyHandlers.ofByteArray());
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw CommandFailure.notReached(
                    request.uri().getAuthority() + " cannot be reached: " + e.getMessage()
                            + ". Does it run (./broker status)? For another server name --server and --ca.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted.", e);
        }
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        byte[] body = expectGood(answer);
        return body.length == 0 ? MissingNode.getInstance() : parsed(body);
    }

    private static byte[] expectGood(HttpResponse<byte[]> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw refused(answer.statusCode(), answer.body());
        }
        return answer.body();
    }

    private static CommandFailure refused(int status, byte[] body) {
        JsonNode error = parsed(body);
        return new CommandFailure(error.path("message").asText("The server answered " + status + ".") + " ("
                + error.path("error").asText("HTTP") + ", " + status + ")");
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static BodyPublisher json(Map<String, ?> body) {
        try {
            return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the body cannot be written as JSON", e);
        }
    }

    private static HttpClient client(String authorities) {
        try (InputStream in = new ByteArrayInputStream(authorities.getBytes(StandardCharsets.US_ASCII))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + store.size(), each);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .sslContext(context)
                    .build();
        } catch (IOException | GeneralSecurityException e) {
            throw new CommandFailure("The server's authorities cannot be used; name others with --ca.", e);
        }
    }
}
