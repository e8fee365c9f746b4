package org.messagebroker.server.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.DatabaseLock;
import org.messagebroker.service.Readiness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the table of messages in order: partitions ahead of time, floors where policies want them, and nothing below floors.
 * Of several servers on one database one does it at a time. It looks every minute, and at once after {@link #wake()}.
 * Thread-safe.
 */
final class StorageUpkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StorageUpkeep.class);
    private static final String LOCK = "storage-";
    private static final Duration TURN = Duration.ofMinutes(1);

    /** After each chunk it rests at least as long as the chunk took, so that it never has more than half of the disk. */
    private static final Duration SHORTEST_REST = Duration.ofMillis(5);

    private static final int DENIED = 1142;
    private static final int BUSY = 1205;

    private final Database database;
    private final Partitions partitions;
    private final FloorRise rise;
    private final RunStore runs;
    private final InstantSource clock;
    private final Semaphore wakings = new Semaphore(0);
    private Optional<Thread> turns = Optional.empty();

    StorageUpkeep(Database database, Partitions partitions, FloorRise rise, RunStore runs, InstantSource clock) {
        this.database = database;
        this.partitions = partitions;
        this.rise = rise;
        this.runs = runs;
        this.clock = clock;
    }

    synchronized void begin(Readiness prepared) {
        turns = Optional.of(Thread.ofVirtual().name("storage-upkeep").start(() -> untilStopped(prepared)));
    }

    /** Something has changed. */
    void wake() {
        wakings.release();
    }

    /** Partitions only: once, before the server is ready. */
    void prepare() {
        alone(partitions::makeAhead);
    }

    /** One turn. Returns when nothing is left to do, or another server is doing it. */
    void turn() {
        alone(partitions::makeAhead);
        raiseFloors();
        alone(this::clear);
    }

    private void raiseFloors() {
        database.transaction(transaction -> {
            FloorRise.Risen risen = rise.raise(transaction, Instant.EPOCH);
            if (risen.floors() > 0) {
                runs.begin(transaction, Actor.SYSTEM.name(), risen.hidden(), clock.instant());
            }
            return risen;
        });
    }

    /** Whole months first, also when a decision comes while rows are being deleted: they may be among those. */
    private void clear(Connection connection) throws SQLException {
        Floors dropped = Floors.NONE;
        Optional<Integer> deleted = Optional.of(0);
        long began = System.nanoTime();
        while (deleted.isPresent() && rest(Duration.ofNanos(System.nanoTime() - began))) {
            Floors floors = FloorStore.read(connection);
            if (!floors.equals(dropped)) {
                drop(connection, floors);
                dropped = floors;
            }
            began = System.nanoTime();
            deleted = Purge.chunk(connection);
        }
        if (deleted.isEmpty()) {
            RunStore.finish(connection, clock.instant());
            connection.commit();
        }
    }

    private void drop(Connection connection, Floors floors) throws SQLException {
        int dropped = partitions.dropHidden(connection, floors);
        RunStore.progress(connection, 0, dropped);
        connection.commit();
    }

    /** False when it is time to end. */
    private static boolean rest(Duration asLongAs) {
        try {
            Thread.sleep(asLongAs.compareTo(SHORTEST_REST) > 0 ? asLongAs : SHORTEST_REST);
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void alone(Task task) {
        database.batch(connection -> {
            try {
                return DatabaseLock.tryTo(connection, LOCK, () -> task.run(connection));
            } catch (SQLException failed) {
                return excuse(failed);
            }
        });
    }

    private static boolean excuse(SQLException failed) throws SQLException {
        switch (failed.getErrorCode()) {
            case BUSY -> LOG.info("The table of messages was busy; its partitions are looked at again in a minute");
            case DENIED ->
                LOG.warn(
                        "Partitions of messages cannot be changed: the server's database user lacks ALTER, CREATE and DROP"
                                + " on the table messages (GRANT ALTER, CREATE, DROP ON … messages). Messages are stored all"
                                + " the same, but old ones are removed slowly and pages may become slow");
            default -> throw failed;
        }
        return false;
    }

    private void untilStopped(Readiness prepared) {
        try {
            while (true) {
                if (prepared.fault().isEmpty()) {
                    attempt();
                }
                if (wakings.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                    wakings.drainPermits();
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt() {
        try {
            turn();
        } catch (RuntimeException failed) {
            LOG.warn("The upkeep of the table of messages failed and is tried again: {}", failed.getMessage(), failed);
        }
    }

    @Override
    public synchronized void close() {
        turns.ifPresent(Thread::interrupt);
    }

    /** Something to be done by one server at a time. */
    @FunctionalInterface
    private interface Task {
        void run(Connection connection) throws SQLException;
    }
}
