package org.messagebroker.bench.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Open loop: requests are due at a constant rate, whatever becomes of those before. So a stall is charged with every request
 * that was due meanwhile (coordinated omission; Tene, How NOT to Measure Latency, 2015). Thread-safe.
 */
final class ConstantRate implements Pace {

    private static final double NANOS = 1e9;

    private final double interval;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong begin = new AtomicLong();

    /** @param rate requests a second, of all connections together */
    ConstantRate(double rate) {
        interval = NANOS / rate;
    }

    @Override
    public long awaitNext() {
        begin.compareAndSet(0, System.nanoTime());
        long due = begin.get() + (long) (next.getAndIncrement() * interval);
        long rest = due - System.nanoTime();
        while (rest > 0) {
            LockSupport.parkNanos(rest);
            rest = due - System.nanoTime();
        }
        return due;
    }
}
