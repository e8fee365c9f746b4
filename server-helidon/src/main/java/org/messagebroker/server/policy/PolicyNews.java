package org.messagebroker.server.policy;

import java.time.Duration;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.server.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes those who wait for a later policy: at once after a change made by this process, soon after one made by another
 * server on the same database. While somebody waits, one thread asks the database for the version. Thread-safe.
 */
final class PolicyNews implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyNews.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Database database;
    private final PolicyVersions versions;
    private final Object monitor = new Object();
    private PolicyVersion known = PolicyVersion.NONE;
    private int waiting;
    private boolean looking;
    private boolean changing;
    private boolean closed;

    PolicyNews(Database database, PolicyVersions versions) {
        this.database = database;
        this.versions = versions;
        versions.onAdvance(this::changing);
    }

    /** Waits until there is a later version, the time is over, or the server stops. Whether there is a later one. */
    boolean awaitAfter(PolicyVersion version, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        synchronized (monitor) {
            waiting++;
            try {
                look();
                long left = end - System.nanoTime();
                while (!closed && !known.isAfter(version) && left > 0) {
                    monitor.wait(left / 1_000_000 + 1);
                    left = end - System.nanoTime();
                }
                return known.isAfter(version);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                waiting--;
            }
        }
    }

    /** The transaction that changes has not ended yet; the look that follows waits for its end. */
    private void changing() {
        synchronized (monitor) {
            changing = true;
            monitor.notifyAll();
        }
    }

    private void look() {
        if (!looking && !closed) {
            looking = true;
            Thread.ofVirtual().name("policy-news").start(this::lookWhileSomebodyWaits);
        }
    }

    private void lookWhileSomebodyWaits() {
        try {
            while (goesOn()) {
                found(read(takeChanging()));
                rest();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean goesOn() {
        synchronized (monitor) {
            looking = waiting > 0 && !closed;
            return looking;
        }
    }

    private boolean takeChanging() {
        synchronized (monitor) {
            boolean taken = changing;
            changing = false;
            return taken;
        }
    }

    private PolicyVersion read(boolean awaitCommit) {
        try {
            return database.read(awaitCommit ? versions::awaitCurrent : versions::current);
        } catch (RuntimeException failed) {
            LOG.debug("The policy's version cannot be read", failed);
            return PolicyVersion.NONE;
        }
    }

    private void found(PolicyVersion version) {
        synchronized (monitor) {
            if (version.isAfter(known)) {
                known = version;
                monitor.notifyAll();
            }
        }
    }

    private void rest() throws InterruptedException {
        synchronized (monitor) {
            long end = System.nanoTime() + BETWEEN_LOOKS.toNanos();
            long left = BETWEEN_LOOKS.toMillis();
            while (!changing && !closed && left > 0) {
                monitor.wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        }
    }

    /** Ends all waiting. */
    @Override
    public void close() {
        synchronized (monitor) {
            closed = true;
            monitor.notifyAll();
        }
    }
}
