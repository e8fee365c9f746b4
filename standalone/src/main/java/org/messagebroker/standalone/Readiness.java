package org.messagebroker.standalone;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Waits until a part says at its management port that it is ready. */
final class Readiness {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long PAUSE_MILLIS = 100;

    private final Probe probe = new Probe();

    /**
     * Returns when the part is ready.
     *
     * @throws CommandFailure with the end of its log, when its process ends first or two minutes were not enough
     */
    void await(Part part, ProcessHandle process, Installation installation) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!probe.isReady(part.managementPort())) {
            if (endsSoon(process)) {
                throw failure(part, "ended before it was ready", installation);
            }
            if (Instant.now().isAfter(deadline)) {
                throw failure(part, "was not ready after " + PATIENCE.toSeconds() + " s", installation);
            }
        }
    }

    private static boolean endsSoon(ProcessHandle process) {
        try {
            process.onExit().orTimeout(PAUSE_MILLIS, TimeUnit.MILLISECONDS).join();
            return true;
        } catch (CompletionException stillRunning) {
            return false;
        }
    }

    private static CommandFailure failure(Part part, String what, Installation installation) {
        return new CommandFailure(
                Exit.FAILED,
                "The " + part.name() + " " + what + ". The end of its log:\n" + LogFile.end(installation, part.name()));
    }
}
