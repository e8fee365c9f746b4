package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.messagebroker.bench.process.ProcessState;
import org.messagebroker.bench.prove.JoinedPart;

/**
 * A part stands still (SIGSTOP) and wakes up. While a worker does, a second one claims its entries when the lease of 10 s
 * is over; that one leaves before the first wakes up.
 */
record Standstill(String part, Duration lasts) implements Fault {

    private static final String WORKER = "worker";
    private static final String NAME = "worker-1";
    private static final Duration PAUSE = Duration.ofMillis(37);
    private static final int TRIES = 100;

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
    public UnderWay begin(Scene scene) throws IOException {
        return part.equals(WORKER) ? worker(scene) : stop(scene);
    }

    private UnderWay stop(Scene scene) throws IOException {
        long process = scene.parts().process(part);
        Parts.signal("STOP", process);
        return new UnderWay(() -> look(process), () -> Parts.signal("CONT", process));
    }

    private static Evidence look(long process) {
        boolean stands = ProcessState.standsStill(process);
        return new Evidence(stands, stands ? "its process stands still" : "its process does not stand still");
    }

    private UnderWay worker(Scene scene) throws IOException {
        JoinedPart second = scene.secondWorker();
        RedisConsole redis = new RedisConsole(scene.site().broker());
        UnderWay standing = stop(scene);
        long held = redis.heldBy(NAME);
        for (int again = 0; held == 0 && again < TRIES; again++) {
            standing.ending().end();
            LockSupport.parkNanos(PAUSE.toNanos());
            standing = stop(scene);
            held = redis.heldBy(NAME);
        }
        return claimed(standing, second, redis, held);
    }

    /** It must hold some when it is stopped, and none any more when it wakes up. */
    private static UnderWay claimed(UnderWay standing, JoinedPart second, RedisConsole redis, long held) {
        return new UnderWay(
                () -> {
                    long left = redis.heldBy(NAME);
                    Evidence stands = standing.evidence();
                    return new Evidence(
                            stands.tookHold() && held > 0 && left == 0,
                            "%s; it held %,d entries when it was stopped, and %,d before it woke up"
                                    .formatted(stands.seen(), held, left));
                },
                () -> {
                    standing.ending().end();
                    second.close();
                });
    }
}
