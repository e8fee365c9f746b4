package org.messagebroker.server.reencryption;

import static java.util.Objects.requireNonNull;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.server.crypto.FieldCipher.Field;

/** Dead letters: the payload, as it was queued. */
record DeadLetterRows() implements SealedTable {

    private static final String AFTER = """
            SELECT message_id, client_id, payload FROM dead_letters
            WHERE message_id > :later OR (message_id = :id AND client_id > :client)
            ORDER BY message_id, client_id LIMIT :limit""";
    private static final String REPLACE =
            "UPDATE dead_letters SET payload = ? WHERE message_id = ? AND client_id = ? AND payload = ?";

    @Override
    public String name() {
        return "dead_letters";
    }

    @Override
    public List<SealedRow> after(DbExecute execute, Optional<Position> position, int limit) {
        byte[] id = position.map(last -> last.messageId().bytes()).orElseGet(() -> new byte[16]);
        return execute.createNamedQuery("reencryption-dead-letters", AFTER)
                .addParam("later", id)
                .addParam("id", id)
                .addParam(
                        "client", position.map(last -> last.clientId().value()).orElse(""))
                .addParam("limit", limit)
                .execute()
                .map(DeadLetterRows::row)
                .toList();
    }

    private static SealedRow row(DbRow row) {
        return new SealedRow(
                new Position(
                        MessageId.ofBytes(row.column("message_id").get(byte[].class)),
                        new ClientId(row.column("client_id").getString())),
                Map.of(Field.DEAD_LETTER, row.column("payload").get(byte[].class)),
                Optional.empty());
    }

    @Override
    public void replace(Connection connection, List<Renewal.Renewed> rows) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(REPLACE)) {
            for (Renewal.Renewed row : rows) {
                Position position = row.before().position();
                update.setBytes(1, payload(row.after()));
                update.setBytes(2, position.messageId().bytes());
                update.setString(3, position.clientId().value());
                update.setBytes(4, payload(row.before()));
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static byte[] payload(SealedRow row) {
        return requireNonNull(row.fields().get(Field.DEAD_LETTER));
    }
}
