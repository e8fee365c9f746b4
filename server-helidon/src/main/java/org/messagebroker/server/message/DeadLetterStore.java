package org.messagebroker.server.message;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.DeadLetterRequest.DeadLetter;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageState;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.server.crypto.KeysInUse;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;
import org.messagebroker.server.message.MessageStore.Existing;
import org.messagebroker.server.retention.FloorStore;
import org.messagebroker.server.retention.Floors;
import org.messagebroker.server.statistics.StatusChanges;

/** What workers gave up. It is kept as it came, encrypted; the message's own row, if it may have one, says failed. */
final class DeadLetterStore {

    private static final int MAX_REASON = 500;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final String FIND_LETTER =
            "SELECT message_id FROM dead_letters WHERE message_id = ? AND client_id = ? FOR UPDATE";
    private static final String INSERT_LETTER = """
            INSERT INTO dead_letters (message_id, client_id, version, accepted_at, payload, reason, attempt_count,
                created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String INSERT_FAILED = """
            INSERT INTO messages (message_id, client_id, status, attempt_count, queued_at, created_at)
            VALUES (?, ?, ?, ?, ?, ?)""";
    private static final String FAIL = """
            UPDATE messages SET status = ?, attempt_count = GREATEST(attempt_count, ?)
            WHERE message_id = ? AND client_id = ? AND status < ?""";
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
        int added = 0;
        for (DeadLetter letter : letters) {
            if (!isKept(connection, letter.envelope())) {
                insertLetter(connection, letter, now);
                if (floors.shows(id(letter), letter.envelope().clientId())) {
                    fail(connection, letter, Optional.ofNullable(existing.get(id(letter))), now, changes);
                }
                added++;
            }
        }
        changes.write(connection);
        return added;
    }

    private static boolean isKept(Connection connection, Envelope envelope) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(FIND_LETTER)) {
            find.setBytes(1, envelope.messageId().bytes());
            find.setString(2, envelope.clientId().value());
            try (ResultSet rows = find.executeQuery()) {
                return rows.next();
            }
        }
    }

    private void insertLetter(Connection connection, DeadLetter letter, LocalDateTime now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_LETTER)) {
            insert.setBytes(1, id(letter).bytes());
            insert.setString(2, letter.envelope().clientId().value());
            insert.setInt(3, letter.envelope().version());
            insert.setObject(4, storable(letter.envelope().acceptedAt()));
            insert.setBytes(5, sealer.sealPayload(letter.envelope()));
            insert.setString(6, shortened(letter.reason()));
            insert.setInt(7, Math.max(0, letter.attemptCount()));
            insert.setObject(8, now);
            insert.executeUpdate();
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

    private static String shortened(String reason) {
        return reason.codePointCount(0, reason.length()) <= MAX_REASON
                ? reason
                : reason.substring(0, reason.offsetByCodePoints(0, MAX_REASON));
    }
}
