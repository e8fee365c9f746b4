package org.messagebroker.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How many messages the server has stored, as it counts them itself at its management port. Thread-safe. */
final class Stored implements AutoCloseable {
    private static final String METRIC = "main_server_messages_delivered_total";
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI metrics;

    Stored(int managementPort) {
        metrics = URI.create("http://127.0.0.1:" + managementPort + "/metrics");
    }

    /** The count since the server started. */
    long count() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(metrics).timeout(PATIENCE).build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("the server's metrics answer " + answer.statusCode());
            }
            return sum(answer.body());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while asking for the server's metrics", stopped);
        }
    }

    /**
     * Waits until {@code expected} are stored.
     *
     * @throws IOException if they are not after {@code patience}
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

    /** The sum of the metric over its labels; zero when the server has not counted yet. */
    static long sum(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith(METRIC + "{") || line.startsWith(METRIC + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        http.close();
    }
}
