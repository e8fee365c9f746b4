package org.messagebroker.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The server's API as the person who has logged in. Every refusal ends the command with the server's own words. */
public final class AdminServer {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CONFLICT = 409;

    private final URI url;
    private final Path authorities;
    private final HttpClient http;
    private final Optional<String> token;

    private AdminServer(URI url, Path authorities, HttpClient http, Optional<String> token) {
        this.url = url;
        this.authorities = authorities;
        this.http = http;
        this.token = token;
    }

    /**
     * Logs in.
     *
     * @param authorities PEM: who the server's certificate must come from
     * @throws RuntimeException saying why, when that is not possible; as do all other methods
     */
    public static AdminServer login(URI url, Path authorities, String email, String password) {
        AdminServer stranger = stranger(url, authorities);
        JsonNode session = stranger.post("/portal/auth/login", Map.of("email", email, "password", password));
        String bearer = session.path("access_token").asText();
        return new AdminServer(url, authorities, stranger.http, Optional.of(bearer));
    }

    /** Without logging in, for what everybody may see. */
    static AdminServer stranger(URI url, Path authorities) {
        return new AdminServer(url, authorities, client(authorities), Optional.empty());
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
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, body);
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        return exchange(request.build());
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new CommandFailure(
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
            JsonNode error = parsed(answer.body());
            throw new CommandFailure(error.path("message").asText("The server answered " + answer.statusCode() + ".")
                    + " (" + error.path("error").asText("HTTP") + ", " + answer.statusCode() + ")");
        }
        return answer.body();
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

    private static HttpClient client(Path authorities) {
        try (InputStream in = Files.newInputStream(authorities)) {
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
            throw new CommandFailure("The authorities in " + authorities + " cannot be used; name them with --ca.", e);
        }
    }
}
