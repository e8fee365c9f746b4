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
    public Ending begin(Scene scene) throws IOException {
        JoinedPart second = scene.secondWorker();
        long server = scene.parts().process("server");
        long first = scene.parts().process("worker");
        Parts.signal("STOP", server);
        LockSupport.parkNanos(UNTIL_HANDED_OVER.toNanos());
        Parts.signal("STOP", first);
        Parts.signal("CONT", server);
        return () -> {
            Parts.signal("CONT", server);
            Parts.signal("CONT", first);
            second.close();
        };
    }
}
