package org.messagebroker.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Speaks JSON with one service. Thread-safe. */
final class JsonHttp {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final String base;
    private final Optional<String> token;

    private JsonHttp(HttpClient http, String base, Optional<String> token) {
        this.http = http;
        this.base = base;
        this.token = token;
    }

    /** A service on this machine. */
    static JsonHttp https(HttpClient http, int port) {
        return new JsonHttp(http, "https://localhost:" + port, Optional.empty());
    }

    /** The same with a bearer token. */
    JsonHttp withToken(String bearer) {
        return new JsonHttp(http, base, Optional.of(bearer));
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, Map<String, ?> body) {
        return post(path, body, Map.of());
    }

    Answer post(String path, Map<String, ?> body, Map<String, String> headers) {
        try {
            HttpRequest.Builder request = request(path)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
            headers.forEach(request::header);
            return send(request);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the body cannot be written as JSON", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), parsed(response.body()));
        } catch (IOException e) {
            throw new CommandFailure(
                    Exit.FAILED, base + " does not answer. Look at ./broker status and ./broker logs.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(Exit.FAILED, "Interrupted.", e);
        }
    }

    private static JsonNode parsed(byte[] body) throws IOException {
        return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
    }

    /**
     * What a service said.
     *
     * @param status HTTP status
     */
    record Answer(int status, JsonNode body) {

        /** The body of an answer with the expected status. */
        JsonNode expect(int expected, String what, Exit otherwise) {
            if (status != expected) {
                throw new CommandFailure(otherwise, what + ": " + explanation());
            }
            return body;
        }

        private String explanation() {
            String message = body.path("message").asText("HTTP " + status);
            return message + " (" + body.path("error").asText("status") + ", HTTP " + status + ")";
        }
    }
}
