package org.messagebroker.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.messagebroker.bench.load.Latencies;
import org.messagebroker.bench.load.LoadProcess;
import org.messagebroker.bench.load.LoadReport;

/** Measures accepting and storing at the same time: first as fast as possible, then at a rate that can be kept up. */
final class Delivery {
    private static final int CONNECTIONS = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration SUSTAINED = Duration.ofSeconds(20);
    private static final int MOST_BURSTS = 10;
    private static final double STILL_FASTER = 1.1;
    private static final List<Double> SHARES = List.of(1.0, 0.9, 0.8, 0.7, 0.6);

    private final LoadProcess generator;
    private final Installation installation;
    private final Figures figures;
    private final Progress progress;

    Delivery(LoadProcess generator, Installation installation, Figures figures, Progress progress) {
        this.generator = generator;
        this.installation = installation;
        this.figures = figures;
        this.progress = progress;
    }

    /** Sends {@code messages} as fast as they are accepted, then at the highest rate at which nothing piles up. */
    void run(long messages) throws IOException {
        double burst = warmBurst(messages);
        for (double share : SHARES) {
            if (keepsUp(burst * share)) {
                return;
            }
        }
    }

    /** Again and again while each is a tenth faster than the one before: accepting alone compiles neither worker nor server. */
    private double warmBurst(long messages) throws IOException {
        double before = burst(messages);
        for (int i = 1; i < MOST_BURSTS; i++) {
            double now = burst(messages);
            if (now < before * STILL_FASTER) {
                return now;
            }
            before = now;
        }
        return before;
    }

    private double burst(long messages) throws IOException {
        progress.say("sending %,d messages and waiting until all are delivered".formatted(messages));
        long begin = System.nanoTime();
        LoadReport load = generator.run(
                installation.order(CONNECTIONS, Duration.ZERO, PATIENCE).limitedTo(messages));
        Duration drain = installation.settle(load);
        double seconds = (System.nanoTime() - begin) / 1e9;
        put("burst.", load);
        figures.put("burst.messages", load.accepted());
        figures.put("burst.seconds", seconds);
        figures.put("burst.rate", load.accepted() / seconds);
        figures.put("drain.seconds", drain.toMillis() / 1e3);
        return load.accepted() / seconds;
    }

    /** Whether what waits does not become more in the second half of the time. */
    private boolean keepsUp(double rate) throws IOException {
        progress.say("sending %,.0f messages a second for %d s".formatted(rate, SUSTAINED.toSeconds()));
        LoadReport load;
        BacklogCurve curve;
        try (BacklogCurve.Watch watch = installation.watchBacklog()) {
            load = generator.run(
                    installation.order(CONNECTIONS, Duration.ZERO, SUSTAINED).at(rate));
            curve = watch.end();
        }
        installation.settle(load);
        put("delivered.", load);
        figures.put("delivered.offered", rate);
        figures.put("delivered.rate", curve.storedPerSecond());
        figures.put(
                "delivered.accept_p99_ms", Latencies.decoded(load.latencies()).percentileMillis(99));
        figures.put("delivered.backlog_before", curve.earlier());
        figures.put("delivered.backlog_after", curve.later());
        return !curve.grows();
    }

    private void put(String key, LoadReport load) {
        figures.put(key + "errors", load.failed());
        new TreeMap<>(load.failures()).forEach((kind, count) -> figures.put(key + "errors." + kind, count));
    }
}
