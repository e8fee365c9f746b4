package org.messagebroker.bench;

import java.io.IOException;
import java.time.Duration;

/** The processor time, of all threads, that each service uses from its start until it is ready. */
final class Starts {
    private static final double NANOS = 1e9;

    private final Installation installation;
    private final Figures figures;
    private final Progress progress;

    Starts(Installation installation, Figures figures, Progress progress) {
        this.installation = installation;
        this.figures = figures;
        this.progress = progress;
    }

    /** Starts each twice: what a service learns for its next start it writes down when it ends. */
    void run() throws IOException {
        for (String part : Installation.SERVICES) {
            progress.say("starting the " + part + " again, twice");
            try (PartStart start = installation.start(part)) {
                start.again();
                ProcessHandle process = start.again();
                Duration used = process.info().totalCpuDuration().orElse(Duration.ZERO);
                figures.put("start." + part + ".cpu_s", used.toNanos() / NANOS);
            }
        }
    }
}
