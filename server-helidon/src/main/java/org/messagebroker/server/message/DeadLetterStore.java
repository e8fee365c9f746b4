package org.messagebroker.server.message;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.DeadLetterKind;
import org.messagebroker.api.DeadLetterRequest.DeadLetter;
import org.messagebroker.api.DeadLetterState;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageAttempt.Outcome;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageState;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.server.command.CommandStore;
import org.messagebroker.server.crypto.KeysInUse;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Durability;
import org.messagebroker.server.database.Rows;
import org.messagebroker.server.message.AttemptStore.Attempt;
import org.messagebroker.server.message.MessageStore.Existing;
import org.messagebroker.server.retention.FloorStore;
import org.messagebroker.server.retention.Floors;
import org.messagebroker.server.statistics.StatusChanges;

/** What workers gave up. It is kept as it came, encrypted; the message's own row, if it may have one, says failed. */
final class DeadLetterStore {

    private static final int MAX_REASON = 500;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final String FIND_LETTER =
            "SELECT state, requeue_epoch FROM dead_letters WHERE message_id = ? AND client_id = ? FOR UPDATE";
    private static final String FIND_DISCARDED =
            "SELECT message_id FROM discarded_letters WHERE message_id = ? AND client_id = ?";
    private static final String INSERT_LETTER = """
            INSERT INTO dead_letters (reason, attempt_count, kind, requeue_epoch, created_at, message_id, client_id,
                version, accepted_at, payload)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String DIE_AGAIN = """
            UPDATE dead_letters SET reason = ?, attempt_count = ?, kind = ?, requeue_epoch = ?, created_at = ?,
                state = 'dead'
            WHERE message_id = ? AND client_id = ?""";
    private static final String EXPIRE = """
            UPDATE dead_letters SET reason = ?, created_at = ?, state = 'dead'
            WHERE message_id = ? AND client_id = ? AND state = 'requeued'""";
    private static final String EXPIRED =
            "it was put back, and came when it was older than what is kept of its client, so that it was not stored";
    private static final String DELETE_STORED = "DELETE FROM dead_letters WHERE message_id = ? AND client_id = ?";
    private static final String REQUEUED =
            "SELECT message_id FROM dead_letters WHERE state = 'requeued' AND message_id IN (";
    private static final String INSERT_FAILED = """
            INSERT INTO messages (message_id, client_id, status, attempt_count, queued_at, created_at)
            VALUES (?, ?, ?, ?, ?, ?)""";
    private static final String FAIL = """
            UPDATE messages SET status = ?, attempt_count = GREATEST(attempt_count, ?)
            WHERE message_id = ? AND client_id = ? AND status < ? AND requeue_epoch <= ?""";
    private static final String FIND = """
            SELECT client_id, accepted_at, attempt_count FROM dead_letters WHERE message_id = :id LIMIT 1""";

    private final Database database;
    private final MessageSealer sealer;
    private final InstantSource clock;

    DeadLetterStore(Database database, MessageSealer sealer, InstantSource clock) {
        this.database = database;
        this.sealer = sealer;
        this.clock = clock;
    }

    /** Keeps the letters in one transaction; those already kept stay as they are. Answers how many were new. */
    int keep(Collection<DeadLetter> letters) {
        List<DeadLetter> sorted = letters.stream()
                .sorted(Comparator.comparing(letter -> letter.envelope().messageId()))
                .toList();
        return sorted.isEmpty() ? 0 : sealer.sealing(keys -> keep(sorted, keys));
    }

    private int keep(List<DeadLetter> sorted, KeysInUse keys) {
        return database.batch(connection -> {
            Durability.require(connection);
            keys.hold(connection);
            return keep(connection, sorted);
        });
    }

    private int keep(Connection connection, List<DeadLetter> letters) throws SQLException {
        Map<MessageId, Existing> existing = MessageStore.lock(
                connection,
                new TreeSet<>(letters.stream().map(DeadLetterStore::id).toList()));
        Floors floors = FloorStore.read(connection);
        LocalDateTime now = Rows.time(clock.instant());
        StatusChanges changes = new StatusChanges();
        List<Attempt> attempts = new ArrayList<>();
        int added = 0;
        for (DeadLetter letter : letters) {
            Optional<Existing> row = Optional.ofNullable(existing.get(id(letter)));
            Known known = known(connection, letter);
            if (known != Known.KEPT && !isStored(letter, row)) {
                write(connection, known, letter, now);
                // A test is nobody's, and so is what somebody has made look like one: kept to be looked at, counted
                // nowhere.
                if (!letter.envelope().carriesTest()
                        && floors.shows(id(letter), letter.envelope().clientId())) {
                    fail(connection, letter, row, now, changes);
                    attempts.add(attempt(letter));
                }
                added++;
            }
        }
        changes.write(connection);
        AttemptStore.write(connection, AttemptStore.known(connection, attempts));
        return added;
    }

    private Attempt attempt(DeadLetter letter) {
        return new Attempt(
                id(letter),
                letter.envelope().clientId(),
                letter.requeueEpoch(),
                Math.max(1, letter.attemptCount()),
                clock.instant(),
                letter.spent() ? Outcome.SPENT : Outcome.REJECTED,
                letter.reason());
    }

    /** What is stored needs no dead letter; only a copy that was refused is kept, for it may be forged. */
    private static boolean isStored(DeadLetter letter, Optional<Existing> existing) {
        return existing.filter(row -> row.status() == StoredStatus.DELIVERED)
                .filter(row -> row.clientId().equals(letter.envelope().clientId()))
                .filter(row -> letter.spent() || letter.requeueEpoch() < row.requeueEpoch())
                .isPresent();
    }

    /** A handover of before the message was put back, or of one that was discarded, comes too late to change anything. */
    private static Known known(Connection connection, DeadLetter letter) throws SQLException {
        try (PreparedStatement find = named(connection, FIND_LETTER, letter.envelope());
                ResultSet rows = find.executeQuery()) {
            if (!rows.next()) {
                return isDiscarded(connection, letter.envelope()) ? Known.KEPT : Known.NEW;
            }
            boolean underWay = rows.getString(1).equals(DeadLetterSearch.column(DeadLetterState.REQUEUED));
            return underWay && rows.getInt(2) == letter.requeueEpoch() ? Known.UNDER_WAY : Known.KEPT;
        }
    }

    private static boolean isDiscarded(Connection connection, Envelope envelope) throws SQLException {
        try (PreparedStatement find = named(connection, FIND_DISCARDED, envelope);
                ResultSet rows = find.executeQuery()) {
            return rows.next();
        }
    }

    private static PreparedStatement named(Connection connection, String sql, Envelope envelope) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setBytes(1, envelope.messageId().bytes());
        statement.setString(2, envelope.clientId().value());
        return statement;
    }

    private void write(Connection connection, Known known, DeadLetter letter, LocalDateTime now) throws SQLException {
        String sql = known == Known.UNDER_WAY ? DIE_AGAIN : INSERT_LETTER;
        try (PreparedStatement write = connection.prepareStatement(sql)) {
            write.setString(1, Reasons.shortened(letter.reason(), MAX_REASON));
            write.setInt(2, Math.max(0, letter.attemptCount()));
            write.setString(
                    3, DeadLetterSearch.column(letter.spent() ? DeadLetterKind.SPENT : DeadLetterKind.REJECTED));
            write.setInt(4, Math.max(0, letter.requeueEpoch()));
            write.setObject(5, now);
            write.setBytes(6, id(letter).bytes());
            write.setString(7, letter.envelope().clientId().value());
            if (known == Known.NEW) {
                write.setInt(8, letter.envelope().version());
                write.setObject(9, storable(letter.envelope().acceptedAt()));
                write.setBytes(10, sealer.sealPayload(letter.envelope()));
            }
            write.executeUpdate();
        }
        CommandStore.withdraw(connection, id(letter), letter.envelope().clientId());
    }

    /** Those of the messages that an administrator has put back, and that are not stored or dead again yet. */
    Set<MessageId> requeued(Collection<MessageId> ids) {
        return ids.isEmpty() ? Set.of() : database.batch(connection -> requeued(connection, ids));
    }

    private static Set<MessageId> requeued(Connection connection, Collection<MessageId> ids) throws SQLException {
        String places = String.join(", ", ids.stream().map(_ -> "?").toList());
        try (PreparedStatement select = connection.prepareStatement(REQUEUED + places + ")")) {
            int place = 1;
            for (MessageId id : ids) {
                select.setBytes(place++, id.bytes());
            }
            try (ResultSet rows = select.executeQuery()) {
                Set<MessageId> found = new HashSet<>();
                while (rows.next()) {
                    found.add(MessageId.ofBytes(rows.getBytes(1)));
                }
                return found;
            }
        }
    }

    /** A message as it came, to be put back; empty when there is no dead letter of it, or it cannot be opened. */
    Optional<Envelope> sealed(MessageId id, ClientId client) {
        DeadLetterSearch search = DeadLetterSearch.ofIds(List.of(id)).ofClient(Optional.of(client));
        return database.batch(connection -> DeadLetterRows.stored(connection, search)).stream()
                .findFirst()
                .flatMap(sealer::openPayload);
    }

    /** Removes a dead letter whose message is stored after all, and what was ordered about it. */
    static void stored(Connection connection, MessageId id, ClientId client) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE_STORED)) {
            delete.setBytes(1, id.bytes());
            delete.setString(2, client.value());
            delete.executeUpdate();
        }
        CommandStore.withdraw(connection, id, client);
    }

    /** What was put back and is below its client's floor is dead again, so that a person decides; its row may be gone. */
    static void expired(Connection connection, MessageId id, ClientId client, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(EXPIRE)) {
            update.setString(1, EXPIRED);
            update.setObject(2, Rows.time(now));
            update.setBytes(3, id.bytes());
            update.setString(4, client.value());
            if (update.executeUpdate() > 0) {
                CommandStore.withdraw(connection, id, client);
            }
        }
    }

    /** An id outside the window has no row in messages and gets none. */
    private void fail(
            Connection connection,
            DeadLetter letter,
            Optional<Existing> existing,
            LocalDateTime now,
            StatusChanges changes)
            throws SQLException {
        ClientId client = letter.envelope().clientId();
        if (existing.isPresent()) {
            StoredStatus before = existing.get().status();
            if (updateFailed(connection, letter)) {
                changes.moved(id(letter), client, before.status(), MessageStatus.FAILED);
            }
        } else if (IdWindow.DEFAULT.fault(id(letter), clock.instant()).isEmpty()) {
            insertFailed(connection, letter, now);
            changes.added(id(letter), client, MessageStatus.FAILED);
        }
    }

    private static boolean updateFailed(Connection connection, DeadLetter letter) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(FAIL)) {
            update.setInt(1, StoredStatus.FAILED.rank());
            update.setInt(2, Math.max(0, letter.attemptCount()));
            update.setBytes(3, id(letter).bytes());
            update.setString(4, letter.envelope().clientId().value());
            update.setInt(5, StoredStatus.FAILED.rank());
            update.setInt(6, Math.max(0, letter.requeueEpoch()));
            return update.executeUpdate() > 0;
        }
    }

    private static void insertFailed(Connection connection, DeadLetter letter, LocalDateTime now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_FAILED)) {
            insert.setBytes(1, id(letter).bytes());
            insert.setString(2, letter.envelope().clientId().value());
            insert.setInt(3, StoredStatus.FAILED.rank());
            insert.setInt(4, Math.max(0, letter.attemptCount()));
            insert.setObject(5, storable(letter.envelope().acceptedAt()));
            insert.setObject(6, now);
            insert.executeUpdate();
        }
    }

    /** A message that has no row of its own because its id is outside the window. */
    Optional<MessageState> find(MessageId id) {
        return database.read(execute -> execute.createNamedGet("dead-letter-state", FIND)
                        .addParam("id", id.bytes())
                        .execute())
                .map(row -> new MessageState(
                        id,
                        new ClientId(row.column("client_id").getString()),
                        MessageStatus.FAILED,
                        Rows.time(row, "accepted_at"),
                        Optional.empty(),
                        Math.toIntExact(Rows.number(row, "attempt_count"))));
    }

    private static MessageId id(DeadLetter letter) {
        return letter.envelope().messageId();
    }

    /** A letter's time may be anything; the database's years have four digits. */
    private static LocalDateTime storable(Instant time) {
        return Rows.time(time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time.isAfter(LATEST) ? LATEST : time);
    }

    /** What is known of a message that is handed over. */
    private enum Known {
        NEW,
        /** It was put back and now comes from that. */
        UNDER_WAY,
        KEPT
    }
}
