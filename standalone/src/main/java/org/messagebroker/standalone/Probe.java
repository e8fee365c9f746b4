package org.messagebroker.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Asks a part at its management port on this machine. Thread-safe. */
final class Probe {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    boolean isReady(int managementPort) {
        return get(managementPort, "/health/ready")
                .filter(response -> response.statusCode() / 100 == 2)
                .isPresent();
    }

    /** The metrics by name, the sum over their labels; none when the part does not answer. */
    Map<String, Double> metrics(int managementPort) {
        Map<String, Double> metrics = new HashMap<>();
        get(managementPort, "/metrics")
                .filter(response -> response.statusCode() == 200)
                .map(HttpResponse::body)
                .ifPresent(text -> text.lines().forEach(line -> read(line, metrics)));
        return metrics;
    }

    private static void read(String line, Map<String, Double> metrics) {
        int name = line.indexOf('{') < 0 ? line.indexOf(' ') : line.indexOf('{');
        String rest = line.substring(Math.max(line.lastIndexOf('}') + 1, Math.max(name, 0)))
                .strip();
        if (line.startsWith("#") || name < 1 || rest.isEmpty()) {
            return;
        }
        metrics.merge(line.substring(0, name), Double.parseDouble(rest.split(" ")[0]), Double::sum);
    }

    private Optional<HttpResponse<String>> get(int port, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .build();
        try {
            return Optional.of(http.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
