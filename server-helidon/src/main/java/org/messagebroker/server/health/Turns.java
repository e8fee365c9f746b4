package org.messagebroker.server.health;

import java.time.Duration;
import java.util.Optional;
import org.messagebroker.service.Readiness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something again and again, with a pause between, from {@link #begin} to {@link #close}, whenever nothing is wrong with
 * the server. What fails is said and done again at the next turn. Thread-safe.
 */
public final class Turns implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    private final String name;
    private final Duration pause;
    private final Runnable work;
    private Optional<Thread> thread = Optional.empty();

    /** @param name of the thread, and of the work in the log */
    public Turns(String name, Duration pause, Runnable work) {
        this.name = name;
        this.pause = pause;
        this.work = work;
    }

    /** From now on, as soon as there is nothing wrong any more. */
    public synchronized void begin(Readiness prepared) {
        thread = Optional.of(Thread.ofVirtual().name(name).start(() -> untilStopped(prepared)));
    }

    private void untilStopped(Readiness prepared) {
        try {
            while (true) {
                if (prepared.fault().isEmpty()) {
                    turn();
                }
                Thread.sleep(pause);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() {
        try {
            work.run();
        } catch (RuntimeException failed) {
            LOG.warn("A turn of {} failed and is tried again: {}", name, failed.getMessage(), failed);
        }
    }

    @Override
    public synchronized void close() {
        thread.ifPresent(Thread::interrupt);
    }
}
