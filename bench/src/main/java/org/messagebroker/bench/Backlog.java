package org.messagebroker.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.TreeMap;
import org.messagebroker.bench.load.LoadProcess;
import org.messagebroker.bench.load.LoadReport;

/** Messages accepted while the server is down, and their delivery when it is back. */
final class Backlog {
    private static final int CONNECTIONS = 64;
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final double MEBI = 1 << 20;

    private final LoadProcess generator;
    private final Installation installation;
    private final Figures figures;
    private final Progress progress;

    Backlog(LoadProcess generator, Installation installation, Figures figures, Progress progress) {
        this.generator = generator;
        this.installation = installation;
        this.figures = figures;
        this.progress = progress;
    }

    /** @throws IOException if a message was lost */
    void run(long messages) throws IOException {
        progress.say("accepting %,d messages while the server is down".formatted(messages));
        ProcessHandle server = installation.serverDown();
        LoadReport load;
        try {
            load = generator.run(
                    installation.order(CONNECTIONS, Duration.ZERO, PATIENCE).limitedTo(messages));
            record(load);
        } finally {
            installation.serverUp(server);
        }
        progress.say("delivering them");
        Duration drain = installation.drainNew(load.accepted(), PATIENCE);
        figures.put("backlog.drain.seconds", drain.toMillis() / 1e3);
        figures.put("backlog.drain.rate", load.accepted() * 1e3 / drain.toMillis());
        figures.put("backlog.lost", 0);
    }

    private void record(LoadReport load) throws IOException {
        figures.put("backlog.messages", load.accepted());
        figures.put("backlog.accept.rate", load.rate());
        figures.put("backlog.errors", load.failed());
        new TreeMap<>(load.failures()).forEach((kind, count) -> figures.put("backlog.errors." + kind, count));
        figures.put("backlog.heap_mb.proxy", installation.heap("proxy") / MEBI);
        figures.put("backlog.heap_mb.worker", installation.heap("worker") / MEBI);
        installation.peaks().forEach((part, mebibytes) -> figures.put("backlog.rss_mb." + part, mebibytes));
    }
}
