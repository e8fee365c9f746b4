package org.messagebroker.worker.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.messagebroker.settings.Settings;

/** How long a message waits after a delivery that the server put off. Thread-safe. */
sealed interface RetryPolicy {

    /** @param attempts tried so far, 1 or more */
    Duration after(int attempts);

    /**
     * From {@code worker.retry-*}.
     *
     * @throws org.messagebroker.settings.SettingsException if one is malformed
     */
    static RetryPolicy of(Settings settings) {
        Duration interval = settings.duration("worker.retry-interval");
        return switch (settings.text("worker.retry-policy")) {
            case "fixed" -> new Fixed(interval);
            case "exponential" -> exponential(settings, interval);
            default -> throw settings.malformed("worker.retry-policy", "fixed or exponential");
        };
    }

    private static RetryPolicy exponential(Settings settings, Duration interval) {
        Duration most = settings.duration("worker.retry-max-interval");
        if (most.compareTo(interval) < 0) {
            throw settings.malformed("worker.retry-max-interval", "a duration not shorter than worker.retry-interval");
        }
        return new Exponential(interval, most);
    }

    /** Always the same. */
    record Fixed(Duration interval) implements RetryPolicy {
        @Override
        public Duration after(int attempts) {
            return interval;
        }
    }

    /**
     * Twice as long after each attempt, up to a limit, and up to half of it less at random, so that messages which failed
     * together do not come back together ("equal jitter": M. Brooker, Exponential Backoff and Jitter, AWS Architecture Blog,
     * 2015).
     */
    record Exponential(Duration first, Duration most) implements RetryPolicy {

        private static final int ENOUGH_DOUBLINGS = 30;

        @Override
        public Duration after(int attempts) {
            int doublings = Math.clamp(attempts - 1L, 0, ENOUGH_DOUBLINGS);
            long millis = Math.min(most.toMillis(), Math.max(1, first.toMillis()) << doublings);
            return Duration.ofMillis(millis - RandomGenerator.getDefault().nextLong(millis / 2 + 1));
        }
    }
}
