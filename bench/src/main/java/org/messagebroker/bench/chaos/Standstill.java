package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.time.Duration;
import org.messagebroker.bench.prove.JoinedPart;

/**
 * A part stands still (SIGSTOP) and wakes up. While a worker does, a second one claims its entries when the lease of 10 s
 * is over; that one leaves before the first wakes up.
 */
record Standstill(String part, Duration lasts) implements Fault {

    private static final String WORKER = "worker";

    @Override
    public String name() {
        return "stop-" + part;
    }

    @Override
    public String description() {
        return "SIGSTOP of %s for %d s%s."
                .formatted(
                        part,
                        lasts.toSeconds(),
                        part.equals(WORKER) ? "; a second worker claims its entries meanwhile" : "");
    }

    @Override
    public Ending begin(Scene scene) throws IOException {
        return part.equals(WORKER) ? worker(scene) : stop(scene);
    }

    private Ending stop(Scene scene) throws IOException {
        long process = scene.parts().process(part);
        Parts.signal("STOP", process);
        return () -> Parts.signal("CONT", process);
    }

    private Ending worker(Scene scene) throws IOException {
        JoinedPart second = scene.secondWorker();
        Ending waking = stop(scene);
        return () -> {
            waking.end();
            second.close();
        };
    }
}
