package org.messagebroker.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.messagebroker.bench.load.Answer;
import org.messagebroker.bench.load.Connection;
import org.messagebroker.bench.load.Latencies;
import org.messagebroker.bench.load.Target;

/** How long a message that comes alone, one a second, takes from its 202 until the proxy says that it is delivered. */
final class LoneMessages {

    private static final int COUNT = 60;
    private static final int UNMEASURED = 5;
    private static final int ACCEPTED = 202;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BODY = "{\"sender_number\":\"+989121234567\",\"message_body\":\"alone\"}";

    private final Target target;
    private final Figures figures;
    private final Progress progress;

    LoneMessages(Target target, Figures figures, Progress progress) {
        this.target = target;
        this.figures = figures;
        this.progress = progress;
    }

    void run() throws IOException {
        progress.say("sending one message a second");
        Latencies times = new Latencies();
        try (Connection connection = Connection.open(target)) {
            for (int i = 0; i < UNMEASURED + COUNT; i++) {
                long nanos = delivered(connection);
                if (i >= UNMEASURED) {
                    times.record(nanos);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        figures.put("lone.p50_ms", times.percentileMillis(50));
        figures.put("lone.p99_ms", times.percentileMillis(99));
        figures.put("lone.count", times.count());
    }

    /** From the 202 on, in nanoseconds. */
    private long delivered(Connection connection) throws IOException {
        Answer accepted = connection.exchange(request("POST", target.path(), BODY));
        if (accepted.status() != ACCEPTED) {
            throw new IOException("a lone message was answered " + accepted.status());
        }
        long begin = System.nanoTime();
        byte[] question = request("GET", target.path() + "/" + id(accepted.body()), "");
        while (!connection.exchange(question).body().contains("\"delivered\"")) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IOException("a lone message was not delivered within " + PATIENCE);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return System.nanoTime() - begin;
    }

    private static String id(String receipt) {
        return receipt.replaceAll("(?s).*\"message_id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    }

    private byte[] request(String method, String path, String body) {
        String head = "%s %s HTTP/1.1\r\nHost: %s:%d\r\n%s\r\n"
                .formatted(
                        method,
                        path,
                        target.host(),
                        target.port(),
                        body.isEmpty()
                                ? ""
                                : "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n");
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }
}
