package org.messagebroker.standalone;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one process: starts it, starts it again when it dies, and stops it for good. Thread-safe. */
final class KeptAlive {

    private static final Logger LOG = LoggerFactory.getLogger(KeptAlive.class);

    private final Charge charge;
    private final Backoff backoff = new Backoff();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Optional<ProcessHandle> process = Optional.empty();

    KeptAlive(Charge charge) {
        this.charge = charge;
    }

    String name() {
        return charge.name();
    }

    /**
     * Starts the process, which is not yet kept alive: one that dies at its first start would die again.
     *
     * @throws CommandFailure when it cannot be started, or must no longer be
     */
    synchronized ProcessHandle start() {
        if (stopped.getCount() == 0) {
            throw new CommandFailure(Exit.FAILED, "The " + name() + " was stopped while it started.");
        }
        ProcessHandle started = charge.start();
        process = Optional.of(started);
        return started;
    }

    /** From now on, starts the process again whenever it dies. */
    void keepAlive() {
        Thread.ofPlatform().daemon().name("keeps " + name()).start(this::watch);
    }

    private void watch() {
        while (!isStopped(Duration.ZERO)) {
            long began = System.nanoTime();
            current().ifPresent(running -> running.onExit().join());
            Duration wait = backoff.after(Duration.ofNanos(System.nanoTime() - began));
            if (isStopped(Duration.ZERO)) {
                return;
            }
            LOG.warn("{} has died; it is started again {}", name(), when(wait));
            if (!isStopped(wait)) {
                startAgain();
            }
        }
    }

    private static String when(Duration wait) {
        return wait.isZero() ? "at once" : "in " + wait.toSeconds() + " s";
    }

    private synchronized Optional<ProcessHandle> current() {
        return process;
    }

    private synchronized void startAgain() {
        try {
            LOG.info("{} is started again as process {}", name(), start().pid());
        } catch (CommandFailure e) {
            process = Optional.empty();
            LOG.error("{} could not be started again: {}", name(), e.getMessage());
        }
    }

    private boolean isStopped(Duration patience) {
        try {
            return stopped.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Ends the process, and keeps it from being started again. */
    void stop() {
        stopped.countDown();
        stopProcess();
    }

    private synchronized void stopProcess() {
        process.ifPresent(charge::stop);
        process = Optional.empty();
    }
}
