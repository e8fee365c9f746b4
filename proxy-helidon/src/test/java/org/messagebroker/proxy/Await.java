package org.messagebroker.proxy;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;

/** Waits for what happens in its own time. */
final class Await {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration STEP = Duration.ofMillis(20);

    private Await() {}

    static void until(BooleanSupplier condition, String expected) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                Assertions.fail("not within " + PATIENCE.toSeconds() + " s: " + expected);
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }
}
