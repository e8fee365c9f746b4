package org.messagebroker.server.reencryption;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.messagebroker.server.database.DatabaseUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works at the re-encryption for as long as the server runs, no faster than it may. Thread-safe. */
final class ReencryptionWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReencryptionWorker.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final Reencryption reencryption;
    private final ReencryptionConfig config;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Semaphore news = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("reencryption").unstarted(this::untilStopped);
    private volatile boolean stopping;

    ReencryptionWorker(Reencryption reencryption, ReencryptionConfig config) {
        this.reencryption = reencryption;
        this.config = config;
    }

    /** Begins, once. */
    void begin() {
        if (begun.compareAndSet(false, true)) {
            thread.start();
        }
    }

    /** There is something to do, as after a rotation. */
    void wake() {
        news.release();
    }

    private void untilStopped() {
        try {
            while (!stopping) {
                long began = System.nanoTime();
                Duration rest = attempt().map(config::pace).orElse(BETWEEN_LOOKS);
                rest(rest.minusNanos(System.nanoTime() - began), rest.equals(BETWEEN_LOOKS));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Empty when there is nothing to do for this server, or the database is away. */
    private Optional<Integer> attempt() {
        try {
            return reencryption.step();
        } catch (DatabaseUnavailableException away) {
            LOG.debug("The re-encryption waits for the database", away);
            return Optional.empty();
        } catch (RuntimeException failed) {
            LOG.warn("A step of the re-encryption failed and is tried again", failed);
            return Optional.empty();
        }
    }

    private void rest(Duration rest, boolean idle) throws InterruptedException {
        if (!idle) {
            Thread.sleep(rest.isNegative() ? Duration.ZERO : rest);
        } else if (news.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS)) {
            news.drainPermits();
        }
    }

    @Override
    public void close() {
        // A call to the database may swallow the interruption.
        stopping = true;
        boolean worked = thread.isAlive();
        thread.interrupt();
        if (worked) {
            try {
                thread.join(config.lease());
                reencryption.release();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException away) {
                LOG.debug("The lease of the re-encryption ends by itself", away);
            }
        }
    }
}
