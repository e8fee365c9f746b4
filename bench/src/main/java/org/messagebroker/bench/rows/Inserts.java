package org.messagebroker.bench.rows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.messagebroker.api.MessageId;

/** Messages that come in all the while: a batch of ten a hundred times a second, each committed, each timed. */
final class Inserts implements AutoCloseable {

    private static final int BATCH = 10;
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final BrokerDatabase database;
    private final AtomicLong maxNanos = new AtomicLong();
    private final AtomicLong count = new AtomicLong();
    private final AtomicReference<Optional<SQLException>> failure = new AtomicReference<>(Optional.empty());
    private final Thread thread = Thread.ofPlatform().name("inserts").unstarted(this::insertUntilStopped);
    private volatile boolean stopped;

    private Inserts(BrokerDatabase database) {
        this.database = database;
    }

    static Inserts begin(BrokerDatabase database) {
        Inserts inserts = new Inserts(database);
        inserts.thread.start();
        return inserts;
    }

    /** The longest since the last time that this was asked. @throws IOException if an insert failed */
    double takeMaxMillis() throws IOException {
        Optional<SQLException> failed = failure.get();
        if (failed.isPresent()) {
            throw new IOException("an insert failed: " + failed.get().getMessage(), failed.get());
        }
        return maxNanos.getAndSet(0) / 1e6;
    }

    long count() {
        return count.get();
    }

    private void insertUntilStopped() {
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO messages"
                        + " (message_id, client_id, status, queued_at, created_at, message_body)"
                        + " VALUES (?, 'bench-000', 3, ?, ?, ?)")) {
            connection.setAutoCommit(false);
            while (!stopped) {
                long begin = System.nanoTime();
                insert(connection, insert);
                maxNanos.accumulateAndGet(System.nanoTime() - begin, Math::max);
                count.incrementAndGet();
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } catch (SQLException failed) {
            failure.set(Optional.of(failed));
        }
    }

    private static void insert(Connection connection, PreparedStatement insert) throws SQLException {
        LocalDateTime now = LocalDateTime.ofInstant(Instant.now(), ZoneOffset.UTC);
        for (int i = 0; i < BATCH; i++) {
            insert.setBytes(1, MessageId.create(InstantSource.system()).bytes());
            insert.setObject(2, now);
            insert.setObject(3, now);
            insert.setBytes(4, "m".repeat(300).getBytes(StandardCharsets.US_ASCII));
            insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
