package org.messagebroker.server.message;

import io.helidon.dbclient.DbRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageAttempt.Outcome;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageState;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.RegisterRequest.Registration;
import org.messagebroker.server.crypto.KeysInUse;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Durability;
import org.messagebroker.server.database.Rows;
import org.messagebroker.server.message.AttemptStore.Attempt;
import org.messagebroker.server.retention.FloorStore;
import org.messagebroker.server.retention.Floors;
import org.messagebroker.server.statistics.StatusChanges;

/**
 * The rows of messages. Every method commits before it returns. Batches lock their rows in the order of the ids, find
 * inside the transaction which are new, and write with batched statements. Thread-safe.
 */
final class MessageStore {

    private static final String INSERT_DELIVERED = """
            INSERT INTO messages (message_id, client_id, status, attempt_count, queued_at, created_at, delivered_at,
                sender_number, sender_number_hmac, message_body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String UPGRADE_TO_DELIVERED = """
            UPDATE messages SET status = ?, attempt_count = GREATEST(attempt_count, ?), delivered_at = ?,
                sender_number = ?, sender_number_hmac = ?, message_body = ? WHERE message_id = ?""";
    private static final String INSERT_QUEUED = """
            INSERT INTO messages (message_id, client_id, status, attempt_count, queued_at, created_at)
            VALUES (?, ?, ?, 0, ?, ?)""";
    private static final String REPORT = """
            UPDATE messages SET status = ?, attempt_count = GREATEST(attempt_count, ?) WHERE message_id = ?""";
    private static final String FIND = """
            SELECT client_id, status, queued_at, delivered_at, attempt_count FROM messages
            WHERE message_id = :id AND\s""" + Floors.VISIBLE;

    private final Database database;
    private final InstantSource clock;

    MessageStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Stores delivered messages, each id once, and says of each what became of it.
     *
     * @param keys under which they are sealed
     * @throws org.messagebroker.server.crypto.OutdatedKeysException when these were rotated; nothing is stored then
     * @throws org.messagebroker.server.database.UnsafeDatabaseException when a power cut would undo it; likewise
     */
    Map<MessageId, Stored> deliver(SortedMap<MessageId, SealedMessage> messages, KeysInUse keys) {
        return messages.isEmpty()
                ? Map.of()
                : database.batch(connection -> {
                    Durability.require(connection);
                    keys.hold(connection);
                    return deliver(connection, messages);
                });
    }

    private Map<MessageId, Stored> deliver(Connection connection, SortedMap<MessageId, SealedMessage> messages)
            throws SQLException {
        Map<MessageId, Existing> existing = lock(connection, messages.keySet());
        Floors floors = FloorStore.read(connection);
        Instant now = clock.instant();
        StatusChanges changes = new StatusChanges();
        List<Attempt> late = new ArrayList<>();
        Map<MessageId, Stored> stored = new HashMap<>();
        try (PreparedStatement insert = connection.prepareStatement(INSERT_DELIVERED);
                PreparedStatement upgrade = connection.prepareStatement(UPGRADE_TO_DELIVERED)) {
            for (SealedMessage message : messages.values()) {
                Optional<Existing> row = Optional.ofNullable(existing.get(message.messageId()));
                Stored outcome = Stored.of(message, row, floors);
                if (outcome == Stored.UPGRADED
                        && row.filter(Existing::mayBeDead).isPresent()) {
                    DeadLetterStore.stored(connection, message.messageId(), message.clientId());
                }
                switch (outcome) {
                    case NEW -> addInsert(insert, message, Rows.time(now));
                    case UPGRADED -> addUpgrade(upgrade, message, Rows.time(now));
                    case EXPIRED -> DeadLetterStore.expired(connection, message.messageId(), message.clientId(), now);
                    case DUPLICATE, OTHER_CLIENT -> {}
                }
                lateDelivery(outcome, message, row, now).ifPresent(late::add);
                count(changes, outcome, message, row, now);
                stored.put(message.messageId(), outcome);
            }
            insert.executeBatch();
            upgrade.executeBatch();
        }
        changes.write(connection);
        AttemptStore.write(connection, late);
        return stored;
    }

    /** Only of messages that were tried before or put back, so that all others cost no row. */
    private static Optional<Attempt> lateDelivery(
            Stored outcome, SealedMessage message, Optional<Existing> row, Instant now) {
        int epoch = row.map(Existing::requeueEpoch).orElse(0);
        boolean stored = outcome == Stored.NEW || outcome == Stored.UPGRADED;
        return stored && (message.attemptCount() > 0 || epoch > 0)
                ? Optional.of(new Attempt(
                        message.messageId(),
                        message.clientId(),
                        epoch,
                        message.attemptCount() + 1,
                        now,
                        Outcome.DELIVERED,
                        ""))
                : Optional.empty();
    }

    /** Keeps what became of attempts to deliver messages that are there; the messages themselves stay as they are. */
    void attempted(List<Attempt> attempts) {
        if (!attempts.isEmpty()) {
            database.batch(connection -> {
                AttemptStore.write(connection, AttemptStore.known(connection, attempts));
                return attempts.size();
            });
        }
    }

    private static void count(
            StatusChanges changes, Stored outcome, SealedMessage message, Optional<Existing> row, Instant now) {
        MessageId id = message.messageId();
        ClientId client = message.clientId();
        if (outcome == Stored.NEW) {
            changes.added(id, client, MessageStatus.DELIVERED);
        } else if (outcome == Stored.UPGRADED) {
            row.ifPresent(was -> changes.moved(id, client, was.status().status(), MessageStatus.DELIVERED));
        } else {
            return;
        }
        changes.took(id, client, Duration.between(message.queuedAt(), now));
    }

    private static void addInsert(PreparedStatement insert, SealedMessage message, LocalDateTime now)
            throws SQLException {
        insert.setBytes(1, message.messageId().bytes());
        insert.setString(2, message.clientId().value());
        insert.setInt(3, StoredStatus.DELIVERED.rank());
        insert.setInt(4, message.attemptCount());
        insert.setObject(5, Rows.time(message.queuedAt()));
        insert.setObject(6, now);
        insert.setObject(7, now);
        insert.setBytes(8, message.number());
        insert.setBytes(9, message.numberIndex());
        insert.setBytes(10, message.body());
        insert.addBatch();
    }

    private static void addUpgrade(PreparedStatement upgrade, SealedMessage message, LocalDateTime now)
            throws SQLException {
        upgrade.setInt(1, StoredStatus.DELIVERED.rank());
        upgrade.setInt(2, message.attemptCount());
        upgrade.setObject(3, now);
        upgrade.setBytes(4, message.number());
        upgrade.setBytes(5, message.numberIndex());
        upgrade.setBytes(6, message.body());
        upgrade.setBytes(7, message.messageId().bytes());
        upgrade.addBatch();
    }

    /** Makes accepted messages visible; those already known stay as they are. Answers how many were new. */
    int register(Collection<Registration> messages) {
        SortedMap<MessageId, Registration> sorted = new TreeMap<>();
        messages.forEach(message -> sorted.putIfAbsent(message.messageId(), message));
        return sorted.isEmpty() ? 0 : database.batch(connection -> register(connection, sorted));
    }

    private int register(Connection connection, SortedMap<MessageId, Registration> messages) throws SQLException {
        Map<MessageId, Existing> existing = lock(connection, messages.keySet());
        Floors floors = FloorStore.read(connection);
        LocalDateTime now = Rows.time(clock.instant());
        StatusChanges changes = new StatusChanges();
        int added = 0;
        try (PreparedStatement insert = connection.prepareStatement(INSERT_QUEUED)) {
            for (Registration message : messages.values()) {
                if (!existing.containsKey(message.messageId())
                        && floors.shows(message.messageId(), message.clientId())) {
                    insert.setBytes(1, message.messageId().bytes());
                    insert.setString(2, message.clientId().value());
                    insert.setInt(3, StoredStatus.QUEUED.rank());
                    insert.setObject(4, Rows.time(message.acceptedAt()));
                    insert.setObject(5, now);
                    insert.addBatch();
                    changes.added(message.messageId(), message.clientId(), MessageStatus.QUEUED);
                    added++;
                }
            }
            insert.executeBatch();
        }
        changes.write(connection);
        return added;
    }

    /** Those of the ids that are there, locked until the end of the transaction. */
    static Map<MessageId, Existing> lock(Connection connection, Collection<MessageId> sortedIds) throws SQLException {
        String places = String.join(",", Collections.nCopies(sortedIds.size(), "?"));
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT message_id, client_id, status, requeue_epoch FROM messages WHERE message_id IN (" + places
                        + ") ORDER BY message_id FOR UPDATE")) {
            int place = 1;
            for (MessageId id : sortedIds) {
                select.setBytes(place++, id.bytes());
            }
            try (ResultSet rows = select.executeQuery()) {
                Map<MessageId, Existing> found = new HashMap<>();
                while (rows.next()) {
                    found.put(
                            MessageId.ofBytes(rows.getBytes(1)),
                            new Existing(
                                    new ClientId(rows.getString(2)),
                                    StoredStatus.ofRank(rows.getLong(3)),
                                    rows.getInt(4)));
                }
                return found;
            }
        }
    }

    /** Takes a worker's report; one that is behind what is known, or about an unknown message, changes nothing. */
    void report(MessageId id, StoredStatus status, int attempts, int requeueEpoch) {
        database.batch(connection -> {
            Optional<Existing> row = Optional.ofNullable(
                            lock(connection, List.of(id)).get(id))
                    .filter(was -> was.mayBecome(status, requeueEpoch));
            if (row.isPresent()
                    && FloorStore.read(connection).shows(id, row.get().clientId())) {
                report(connection, id, row.get(), status, attempts);
            }
            return row;
        });
    }

    private static void report(Connection connection, MessageId id, Existing row, StoredStatus status, int attempts)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(REPORT)) {
            update.setInt(1, status.rank());
            update.setInt(2, Math.max(0, attempts));
            update.setBytes(3, id.bytes());
            update.executeUpdate();
        }
        StatusChanges changes = new StatusChanges();
        changes.moved(id, row.clientId(), row.status().status(), status.status());
        changes.write(connection);
    }

    Optional<MessageState> find(MessageId id) {
        return database.read(execute -> execute.createNamedGet("message-state", FIND)
                        .addParam("id", id.bytes())
                        .execute())
                .map(row -> state(id, row));
    }

    private static MessageState state(MessageId id, DbRow row) {
        return new MessageState(
                id,
                new ClientId(row.column("client_id").getString()),
                StoredStatus.ofRank(Rows.number(row, "status")).status(),
                Rows.time(row, "queued_at"),
                Rows.optionalTime(row, "delivered_at"),
                Math.toIntExact(Rows.number(row, "attempt_count")));
    }

    /** A row as it was found. */
    record Existing(ClientId clientId, StoredStatus status, int requeueEpoch) {

        boolean mayBecome(StoredStatus next, int epoch) {
            return epoch == requeueEpoch && status.rank() <= next.rank();
        }

        /** Whether it was given up at some time, so that there may be a dead letter of it. */
        boolean mayBeDead() {
            return status == StoredStatus.FAILED || requeueEpoch > 0;
        }
    }

    /** What became of a delivered message. */
    enum Stored {
        NEW,
        /** Known from a registration or a report, now stored whole. */
        UPGRADED,
        DUPLICATE,
        /** Older than what is kept of its client: stored once and gone, or never to be seen. Its row stays as it is. */
        EXPIRED,
        /** The id belongs to another client's message; nothing was changed. */
        OTHER_CLIENT;

        private static Stored of(SealedMessage message, Optional<Existing> existing, Floors floors) {
            if (!floors.shows(message.messageId(), message.clientId())) {
                return EXPIRED;
            }
            return existing.map(row -> of(message.clientId(), row)).orElse(NEW);
        }

        private static Stored of(ClientId client, Existing row) {
            if (!row.clientId().equals(client)) {
                return OTHER_CLIENT;
            }
            return row.status() == StoredStatus.DELIVERED ? DUPLICATE : UPGRADED;
        }
    }
}
