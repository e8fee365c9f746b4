package org.messagebroker.server.policy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.testmessage.TestMessages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes those who wait for a later policy or an order of their own: at once after a change made by this process, soon after one
 * made by another server on the same database. While somebody waits, one thread asks the database. Thread-safe.
 */
final class PolicyNews implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyNews.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Database database;
    private final PolicyVersions versions;
    private final Object monitor = new Object();
    private final Set<String> orders = new HashSet<>();
    private final TestMessages tests;
    private PolicyVersion known = PolicyVersion.NONE;
    private int waiting;
    private boolean looking;
    private boolean changing;
    private boolean closed;

    PolicyNews(Database database, PolicyVersions versions, TestMessages tests) {
        this.database = database;
        this.versions = versions;
        this.tests = tests;
        versions.onAdvance(this::changing);
        tests.onOrder(this::ordered);
    }

    /**
     * Waits until there is a later version, an order for this proxy, the time is over, or the server stops. Whether there is
     * a later one.
     */
    boolean awaitAfter(PolicyVersion version, String proxy, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        synchronized (monitor) {
            waiting++;
            try {
                look();
                long left = end - System.nanoTime();
                while (!closed && !known.isAfter(version) && !orders.contains(proxy) && left > 0) {
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

    /** Whether there seems to be an order for this proxy, which it is told only once. */
    boolean takeOrder(String proxy) {
        synchronized (monitor) {
            return orders.remove(proxy);
        }
    }

    private void ordered(String proxy) {
        synchronized (monitor) {
            orders.add(proxy);
            monitor.notifyAll();
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

    private Found read(boolean awaitCommit) {
        try {
            return database.read(execute -> new Found(
                    awaitCommit ? versions.awaitCurrent(execute) : versions.current(execute), tests.waiting(execute)));
        } catch (RuntimeException failed) {
            LOG.debug("What is new cannot be read", failed);
            return Found.NOTHING;
        }
    }

    private void found(Found found) {
        synchronized (monitor) {
            boolean isNewer = found.version().isAfter(known);
            if (isNewer) {
                known = found.version();
            }
            boolean hasOrders = orders.addAll(found.orders());
            if (isNewer || hasOrders) {
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

    /** What the database said. */
    private record Found(PolicyVersion version, List<String> orders) {

        static final Found NOTHING = new Found(PolicyVersion.NONE, List.of());
    }
}
