package org.messagebroker.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.TreeMap;
import org.messagebroker.bench.load.LoadProcess;
import org.messagebroker.bench.load.LoadReport;

/** Measures the time until all of a number of accepted messages are stored by the server. */
final class Delivery {
    private static final int CONNECTIONS = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final LoadProcess generator;
    private final Contender installation;
    private final Figures figures;
    private final Progress progress;

    Delivery(LoadProcess generator, Contender installation, Figures figures, Progress progress) {
        this.generator = generator;
        this.installation = installation;
        this.figures = figures;
        this.progress = progress;
    }

    /** Sends {@code messages} as fast as they are accepted, and waits. */
    void run(long messages) throws IOException {
        progress.say("sending %,d messages and waiting until all are delivered".formatted(messages));
        long begin = System.nanoTime();
        LoadReport load = generator.run(
                installation.order(CONNECTIONS, Duration.ZERO, PATIENCE).limitedTo(messages));
        Duration drain = installation.settle(load);
        double seconds = (System.nanoTime() - begin) / 1e9;
        figures.put("delivered.messages", load.accepted());
        figures.put("delivered.failures", load.failed());
        new TreeMap<>(load.failures()).forEach((kind, count) -> figures.put("delivered.failures." + kind, count));
        figures.put("delivered.seconds", seconds);
        figures.put("delivered.rate", load.accepted() / seconds);
        figures.put("drain.seconds", drain.toMillis() / 1e3);
    }
}
