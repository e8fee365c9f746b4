package org.messagebroker.server.message;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.DeadLetterState;
import org.messagebroker.api.DeadLetterView;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.server.message.DeadLetterSearch.LetterKey;

/** Reads rows of dead letters. */
final class DeadLetterRows {

    private static final String VIEW =
            "SELECT message_id, client_id, kind, state, reason, attempt_count, requeue_epoch, accepted_at, created_at";
    private static final String PAYLOAD =
            "SELECT message_id, client_id, version, accepted_at, payload FROM dead_letters";
    private static final String DECISION = """
            SELECT message_id, client_id, state, requeue_epoch,
                (SELECT site FROM clients WHERE clients.client_id = dead_letters.client_id) AS site
            FROM dead_letters""";

    private DeadLetterRows() {}

    static long count(Connection connection, DeadLetterSearch search) throws SQLException {
        return read(connection, "SELECT COUNT(*) FROM dead_letters" + search.where(), search, rows -> rows.getLong(1))
                .getFirst();
    }

    /** Newest ids first. */
    static List<DeadLetterView> views(Connection connection, DeadLetterSearch search, int limit) throws SQLException {
        String sql = VIEW + " FROM dead_letters" + search.where() + " ORDER BY message_id DESC, client_id DESC LIMIT "
                + limit;
        return read(connection, sql, search, DeadLetterRows::view);
    }

    /** Oldest ids first, locked until the end of the transaction. */
    static List<Candidate> candidates(Connection connection, DeadLetterSearch search, int limit) throws SQLException {
        String sql = DECISION + search.where() + " ORDER BY message_id, client_id LIMIT " + limit + " FOR UPDATE";
        return read(
                connection,
                sql,
                search,
                rows -> new Candidate(
                        key(rows),
                        DeadLetterSearch.state(rows.getString("state")),
                        rows.getInt("requeue_epoch"),
                        Optional.ofNullable(rows.getString("site"))));
    }

    /** As they came, their payloads still encrypted for the database. */
    static List<Envelope> stored(Connection connection, DeadLetterSearch search) throws SQLException {
        return read(
                connection,
                PAYLOAD + search.where(),
                search,
                rows -> new Envelope(
                        rows.getInt("version"),
                        key(rows).id(),
                        key(rows).client(),
                        rows.getObject("accepted_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                        rows.getBytes("payload")));
    }

    private static DeadLetterView view(ResultSet rows) throws SQLException {
        LetterKey key = key(rows);
        return new DeadLetterView(
                key.id(),
                key.client(),
                DeadLetterSearch.kind(rows.getString("kind")),
                DeadLetterSearch.state(rows.getString("state")),
                rows.getString("reason"),
                rows.getInt("attempt_count"),
                rows.getInt("requeue_epoch"),
                rows.getObject("accepted_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                rows.getObject("created_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static LetterKey key(ResultSet rows) throws SQLException {
        return new LetterKey(MessageId.ofBytes(rows.getBytes("message_id")), new ClientId(rows.getString("client_id")));
    }

    private static <T> List<T> read(Connection connection, String sql, DeadLetterSearch search, Row<T> row)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < search.parameters().size(); i++) {
                select.setObject(i + 1, search.parameters().get(i));
            }
            try (ResultSet rows = select.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(row.of(rows));
                }
                return all;
            }
        }
    }

    /**
     * One about which is decided.
     *
     * @param epoch how often it was put back so far
     * @param site of its client; absent when the client is no longer known
     */
    record Candidate(LetterKey key, DeadLetterState state, int epoch, Optional<String> site) {}

    private interface Row<T> {
        T of(ResultSet rows) throws SQLException;
    }
}
