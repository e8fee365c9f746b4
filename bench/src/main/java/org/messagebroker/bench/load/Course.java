package org.messagebroker.bench.load;

import java.util.concurrent.atomic.AtomicLong;

/** The time and number of requests that a load may take, shared by its senders. Thread-safe. */
final class Course {
    private final long warmupNanos;
    private final long measuredNanos;
    private final AtomicLong remaining;
    private volatile long started;

    Course(LoadOrder order) {
        warmupNanos = order.warmup().toNanos();
        measuredNanos = order.measured().toNanos();
        remaining = new AtomicLong(order.limit());
    }

    /** Called once, when all senders are connected, before any asks. */
    void start() {
        started = System.nanoTime();
    }

    /** Whether another request may be sent; takes it from the limit. */
    boolean takesAnother() {
        return System.nanoTime() - started < warmupNanos + measuredNanos && remaining.getAndDecrement() > 0;
    }

    /** Whether {@code nanoTime} lies in the part that is measured. */
    boolean measures(long nanoTime) {
        long since = nanoTime - started - warmupNanos;
        return since >= 0 && since < measuredNanos;
    }

    /** Seconds measured so far; less than ordered when the limit ended the load early. */
    double measuredSeconds() {
        long since = System.nanoTime() - started - warmupNanos;
        return Math.clamp(since, 0, measuredNanos) / 1e9;
    }
}
