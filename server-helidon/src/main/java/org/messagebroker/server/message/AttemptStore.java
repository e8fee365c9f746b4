package org.messagebroker.server.message;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageAttempt;
import org.messagebroker.api.MessageAttempt.Outcome;
import org.messagebroker.api.MessageId;
import org.messagebroker.server.database.Rows;

/**
 * The rows of attempts, for messages that were not stored at the first one; of all others there are none. A message that is
 * tried ten thousand times keeps the first five attempts and the last fifteen. Every method leaves the commit to its caller.
 */
final class AttemptStore {

    private static final int FIRST_KEPT = 5;
    private static final int LAST_KEPT = 15;
    private static final int MOST_SHOWN = 200;
    private static final int MAX_REASON = 500;
    private static final String WRITE = """
            INSERT INTO message_attempts (message_id, client_id, requeue_epoch, slot, attempt, at, outcome, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE attempt = VALUES(attempt), at = VALUES(at), outcome = VALUES(outcome),
                reason = VALUES(reason)""";
    private static final String READ = """
            SELECT requeue_epoch, attempt, at, outcome, reason FROM message_attempts
            WHERE message_id = :id AND client_id = :client ORDER BY requeue_epoch DESC, attempt DESC LIMIT\s""" + MOST_SHOWN;
    private static final String OWNERS = "SELECT message_id, client_id FROM messages WHERE message_id IN (";

    private AttemptStore() {}

    /** Writes them in the order of the ids. */
    static void write(Connection transaction, Collection<Attempt> attempts) throws SQLException {
        if (attempts.isEmpty()) {
            return;
        }
        try (PreparedStatement write = transaction.prepareStatement(WRITE)) {
            for (Attempt each :
                    attempts.stream().sorted(Comparator.comparing(Attempt::id)).toList()) {
                set(write, each);
                write.addBatch();
            }
            write.executeBatch();
        }
    }

    private static void set(PreparedStatement write, Attempt attempt) throws SQLException {
        write.setBytes(1, attempt.id().bytes());
        write.setString(2, attempt.client().value());
        write.setInt(3, Math.max(0, attempt.epoch()));
        write.setInt(4, slot(attempt.number()));
        write.setInt(5, Math.max(0, attempt.number()));
        write.setObject(6, Rows.time(attempt.at()));
        write.setString(7, attempt.outcome().name().toLowerCase(Locale.ROOT));
        write.setString(8, Reasons.shortened(attempt.reason(), MAX_REASON));
    }

    static int slot(int attempt) {
        return attempt <= FIRST_KEPT ? Math.max(0, attempt) : FIRST_KEPT + 1 + (attempt - FIRST_KEPT - 1) % LAST_KEPT;
    }

    /** Those of messages that are there and of this client: what comes through the queue may name any. */
    static List<Attempt> known(Connection transaction, List<Attempt> attempts) throws SQLException {
        if (attempts.isEmpty()) {
            return List.of();
        }
        Map<MessageId, ClientId> owners = owners(transaction, attempts);
        return attempts.stream()
                .filter(each -> each.client().equals(owners.get(each.id())))
                .toList();
    }

    private static Map<MessageId, ClientId> owners(Connection transaction, List<Attempt> attempts) throws SQLException {
        String places = String.join(", ", attempts.stream().map(_ -> "?").toList());
        try (PreparedStatement select = transaction.prepareStatement(OWNERS + places + ")")) {
            for (int i = 0; i < attempts.size(); i++) {
                select.setBytes(i + 1, attempts.get(i).id().bytes());
            }
            Map<MessageId, ClientId> owners = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    owners.put(MessageId.ofBytes(rows.getBytes(1)), new ClientId(rows.getString(2)));
                }
            }
            return owners;
        }
    }

    /** Oldest first. */
    static List<MessageAttempt> read(DbExecute execute, MessageId id, ClientId client) {
        return execute.createNamedQuery("message-attempts", READ)
                .addParam("id", id.bytes())
                .addParam("client", client.value())
                .execute()
                .map(AttemptStore::attempt)
                .toList()
                .reversed();
    }

    private static MessageAttempt attempt(DbRow row) {
        return new MessageAttempt(
                Math.toIntExact(Rows.number(row, "requeue_epoch")),
                Math.toIntExact(Rows.number(row, "attempt")),
                Rows.time(row, "at"),
                Outcome.valueOf(row.column("outcome").getString().toUpperCase(Locale.ROOT)),
                Optional.of(row.column("reason").getString()).filter(reason -> !reason.isEmpty()));
    }

    /**
     * One attempt.
     *
     * @param number 1 for the first since the message was last put into the queue; 0 where it is put back
     */
    record Attempt(MessageId id, ClientId client, int epoch, int number, Instant at, Outcome outcome, String reason) {}
}
