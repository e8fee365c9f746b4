package org.messagebroker.admin.page;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats a task on a thread of its own, with a pause between, until it is closed. Thread-safe. */
public final class Watch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private final Runnable task;

    /** Begins at once. */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends only when the watch is closed
    public Watch(Duration pause, Runnable task) {
        this.task = () -> guarded(task);
        thread.scheduleWithFixedDelay(this.task, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs the task at once, beside its regular runs; not when it is closed. */
    public void now() {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException closed) {
            LOG.debug("a page that is left is not refreshed");
        }
    }

    /** A run that is under way comes to its end; interrupted, it would look as if the server had not answered. */
    @Override
    public void close() {
        thread.shutdown();
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("a page could not be refreshed", e);
        }
    }
}
