package org.messagebroker.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens in its own time. */
public final class Await {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LOOKS = 1500;

    private Await() {}

    /** Waits until it is true, looking every 20 ms; fails after 30 s. */
    public static void until(BooleanSupplier condition) {
        until(condition, "what the test waits for");
    }

    /** As {@link #until(BooleanSupplier)}, and says what was expected. */
    public static void until(BooleanSupplier condition, String expected) {
        until(condition, expected, PATIENCE);
    }

    /** As {@link #until(BooleanSupplier, String)} for what takes longer, and looks as much less often. */
    public static void until(BooleanSupplier condition, String expected, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + patience.toSeconds() + " s: " + expected);
            }
            LockSupport.parkNanos(patience.toNanos() / LOOKS);
        }
    }
}
