package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.messagebroker.bench.prove.JoinedPart;

/**
 * Two workers are given the same batch: the server stands still until both have handed batches over, the first worker
 * stands still before it hears the answer, and the second claims and delivers again what the server has stored.
 */
record SameBatch(Duration lasts) implements Fault {

    private static final Duration UNTIL_HANDED_OVER = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(200);

    @Override
    public String name() {
        return "same-batch";
    }

    @Override
    public String description() {
        return "A worker stands still for %d s between handing batches over and hearing the answer; a second one is given the same batches."
                .formatted(lasts.toSeconds());
    }

    @Override
    public UnderWay begin(Scene scene) throws IOException {
        JoinedPart second = scene.secondWorker();
        Growth twice = scene.growth("server", "main_server_messages_repeated_total");
        long server = scene.parts().process("server");
        long first = scene.parts().process("worker");
        Parts.signal("STOP", server);
        LockSupport.parkNanos(UNTIL_HANDED_OVER.toNanos());
        Parts.signal("STOP", first);
        Parts.signal("CONT", server);
        return new UnderWay(() -> look(twice), () -> {
            Parts.signal("CONT", server);
            Parts.signal("CONT", first);
            second.close();
        });
    }

    /** What a worker has lost is delivered behind what waits already, which may be much. */
    private static Evidence look(Growth twice) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (twice.soFar() == 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        long messages = twice.soFar();
        return new Evidence(messages > 0, "the server was given %,d messages that it had stored".formatted(messages));
    }
}
