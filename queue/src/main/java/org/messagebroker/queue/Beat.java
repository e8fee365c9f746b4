package org.messagebroker.queue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats a task in the background, each time after the pause that it asked for, until closed. */
final class Beat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Beat.class);
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Beat(String name, Supplier<Duration> task) {
        thread = Thread.ofVirtual().name(name).unstarted(() -> repeat(task));
    }

    /** The task answers the pause until it is repeated; after one that threw, a fault of ours, that is a second. */
    static Beat start(String name, Supplier<Duration> task) {
        Beat beat = new Beat(name, task);
        beat.thread.start();
        return beat;
    }

    private void repeat(Supplier<Duration> task) {
        try {
            while (!closed.await(run(task).toMillis(), TimeUnit.MILLISECONDS)) {
                // The wait is the loop.
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without the exception's text, which may quote contents. */
    private Duration run(Supplier<Duration> task) {
        try {
            return task.get();
        } catch (RuntimeException fault) {
            LOG.error(
                    "{} failed and goes on: {}",
                    thread.getName(),
                    fault.getClass().getName());
            return AFTER_A_FAULT;
        }
    }

    /** Returns when the task no longer runs. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
