package org.messagebroker.proxy.policy;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does things again and again in the background, whatever becomes of one time. Thread-safe. */
public final class Schedule implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("policy-schedule").factory());

    /** At once, then each time after this pause. */
    public void every(Duration pause, Runnable task) {
        var _ = executor.scheduleWithFixedDelay(() -> attempt(task), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            // A throw would end the repetition.
            LOG.error("could not look after the policy", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
