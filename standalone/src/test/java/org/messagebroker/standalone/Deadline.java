package org.messagebroker.standalone;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what must come true in time. */
record Deadline(Instant end) {

    private static final Duration PAUSE = Duration.ofMillis(100);

    static Deadline of(Duration patience) {
        return new Deadline(Instant.now().plus(patience));
    }

    void until(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("it did not come true in time");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
