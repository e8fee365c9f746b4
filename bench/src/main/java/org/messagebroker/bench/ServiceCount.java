package org.messagebroker.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A metric of a service, as it tells it itself at its management port. Thread-safe. */
final class ServiceCount implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI metrics;
    private final Predicate<String> wanted;

    /** @param metric its name; its values are added up over its labels */
    ServiceCount(int managementPort, String metric) {
        this(managementPort, line -> line.startsWith(metric + "{") || line.startsWith(metric + " "));
    }

    private ServiceCount(int managementPort, Predicate<String> wanted) {
        metrics = URI.create("http://127.0.0.1:" + managementPort + "/metrics");
        this.wanted = wanted;
    }

    /** The messages that the server has stored since it started. */
    static ServiceCount stored(int managementPort) {
        return new ServiceCount(managementPort, "main_server_messages_delivered_total");
    }

    /** The messages that the proxy has made durable since it started. */
    static ServiceCount enqueued(int managementPort) {
        return new ServiceCount(managementPort, "proxy_messages_enqueued_total");
    }

    /** The bytes of a service's heap in use. */
    static ServiceCount heap(int managementPort) {
        return new ServiceCount(
                managementPort, line -> line.startsWith("jvm_memory_used_bytes{") && line.contains("area=\"heap\""));
    }

    /** Its value now. */
    long count() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(metrics).timeout(PATIENCE).build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(metrics + " answers " + answer.statusCode());
            }
            return sum(answer.body());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while asking " + metrics, stopped);
        }
    }

    /**
     * Waits until it has reached {@code expected}.
     *
     * @throws IOException if it has not after {@code patience}
     */
    void await(long expected, Duration patience) throws IOException {
        long begin = System.nanoTime();
        long count = count();
        while (count < expected) {
            if (System.nanoTime() - begin > patience.toNanos()) {
                throw new IOException("%,d accepted messages are not delivered after %d s"
                        .formatted(expected - count, patience.toSeconds()));
            }
            LockSupport.parkNanos(POLL.toNanos());
            count = count();
        }
    }

    /** The sum over its labels; zero when the service has not counted yet. */
    long sum(String text) {
        return text.lines()
                .filter(wanted)
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        http.close();
    }
}
