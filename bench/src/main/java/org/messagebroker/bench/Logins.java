package org.messagebroker.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.messagebroker.bench.load.Answer;
import org.messagebroker.bench.load.Connection;
import org.messagebroker.bench.load.Latencies;
import org.messagebroker.bench.load.LoadProcess;
import org.messagebroker.bench.load.LoadReport;
import org.messagebroker.bench.load.Target;

/**
 * What becomes of messages while 50 people log in again and again: each password costs the server a hash of many megabytes.
 * Messages come at a rate that is kept up with, first alone and then beside the log-ins, and are delivered all the time.
 */
final class Logins {

    private static final int PEOPLE = 50;
    private static final int CONNECTIONS = 64;
    private static final int FIRST_WARMUP = 10;
    private static final double MESSAGES_PER_SECOND = 1000;
    private static final String EMAIL = "admin@broker.localhost";

    private final LoadProcess generator;
    private final Installation installation;
    private final Figures figures;
    private final Progress progress;

    Logins(LoadProcess generator, Installation installation, Figures figures, Progress progress) {
        this.generator = generator;
        this.installation = installation;
        this.figures = figures;
        this.progress = progress;
    }

    /** Measures each for {@code measured}, after a first load that is not reported: what comes first must not be the colder. */
    void run(Duration warmup, Duration measured) throws IOException {
        progress.say("warming up");
        installation.settle(
                generator.run(installation.order(CONNECTIONS, warmup.multipliedBy(FIRST_WARMUP), Duration.ZERO)));
        measure("logins.alone.", warmup, measured);
        try (Crowd crowd = new Crowd(installation.logins(), request())) {
            measure("logins.beside.", warmup, measured);
            crowd.put(figures);
        }
    }

    private void measure(String key, Duration warmup, Duration measured) throws IOException {
        progress.say("sending %,.0f messages a second (%s)".formatted(MESSAGES_PER_SECOND, key));
        LoadReport load =
                generator.run(installation.order(CONNECTIONS, warmup, measured).at(MESSAGES_PER_SECOND));
        figures.put(key, load);
        figures.put(key + "drain_seconds", installation.settle(load).toMillis() / 1e3);
    }

    private byte[] request() throws IOException {
        String password = Files.readString(installation.administratorPassword()).strip();
        String body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(EMAIL, password);
        Target target = installation.logins();
        String head = "POST %s HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(target.path(), target.host(), target.port(), body.length());
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    /** The people: each logs in, and once it is answered, again. */
    private static final class Crowd implements AutoCloseable {

        private final Target target;
        private final byte[] request;
        private final AtomicBoolean over = new AtomicBoolean();
        private final LongAdder busy = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final Latencies times = new Latencies();
        private final long begun = System.nanoTime();
        private final List<Thread> people;

        private Crowd(Target target, byte[] request) {
            this.target = target;
            this.request = request;
            people = IntStream.range(0, PEOPLE)
                    .mapToObj(person -> Thread.ofVirtual().start(this::logInUntilOver))
                    .toList();
        }

        private void logInUntilOver() {
            try (Connection connection = Connection.open(target)) {
                while (!over.get()) {
                    logIn(connection);
                }
            } catch (IOException e) {
                failed.increment();
            }
        }

        private void logIn(Connection connection) throws IOException {
            long begin = System.nanoTime();
            Answer answer = connection.exchange(request);
            switch (answer.status()) {
                case 200 -> record(System.nanoTime() - begin);
                case 503 -> busy.increment();
                default -> failed.increment();
            }
        }

        private synchronized void record(long nanos) {
            times.record(nanos);
        }

        private synchronized void put(Figures figures) {
            double seconds = (System.nanoTime() - begun) / 1e9;
            figures.put("logins.rate", times.count() / seconds);
            figures.put("logins.p50_ms", times.percentileMillis(50));
            figures.put("logins.p99_ms", times.percentileMillis(99));
            figures.put("logins.busy_rate", busy.sum() / seconds);
            figures.put("logins.failed", failed.sum());
        }

        @Override
        public void close() {
            over.set(true);
            people.forEach(Crowd::join);
        }

        private static void join(Thread person) {
            try {
                person.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
