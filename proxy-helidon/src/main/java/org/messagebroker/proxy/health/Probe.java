package org.messagebroker.proxy.health;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at something again and again in the background, so that asking how it is costs nothing and never waits.
 * Thread-safe.
 *
 * @param <T> what is seen; immutable
 */
final class Probe<T> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Probe.class);

    private final String name;
    private final T unseen;
    private final Supplier<T> look;
    private final ScheduledExecutorService schedule;
    private volatile T latest;

    private Probe(String name, T unseen, Supplier<T> look) {
        this.name = name;
        this.unseen = unseen;
        this.look = look;
        this.latest = unseen;
        this.schedule = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    /** Begins to look; {@code unseen} stands until the first look has ended, and after each that failed. */
    static <T> Probe<T> start(String name, T unseen, Duration interval, Supplier<T> look) {
        Probe<T> probe = new Probe<>(name, unseen, look);
        var _ = probe.schedule.scheduleWithFixedDelay(probe::refresh, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return probe;
    }

    /** What the last look saw. */
    T latest() {
        return latest;
    }

    private void refresh() {
        try {
            latest = look.get();
        } catch (RuntimeException e) {
            // A throw would end the schedule. What was seen before must not pass for what is.
            latest = unseen;
            LOG.warn("{} could not look", name, e);
        }
    }

    @Override
    public void close() {
        schedule.shutdownNow();
    }
}
