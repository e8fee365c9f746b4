package org.messagebroker.queue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Repeats a task in the background, each time after the pause that it asked for, until closed. */
final class Beat implements AutoCloseable {

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Beat(String name, Supplier<Duration> task) {
        thread = Thread.ofVirtual().name(name).unstarted(() -> repeat(task));
    }

    /** The task must not throw; it answers the pause until it is repeated. */
    static Beat start(String name, Supplier<Duration> task) {
        Beat beat = new Beat(name, task);
        beat.thread.start();
        return beat;
    }

    private void repeat(Supplier<Duration> task) {
        try {
            while (!closed.await(task.get().toMillis(), TimeUnit.MILLISECONDS)) {
                // The wait is the loop.
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
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
