package org.messagebroker.server.reencryption;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.server.crypto.FieldCipher.Field;
import org.messagebroker.server.database.Rows;

/** Stored messages: number, its index, and body. Those not delivered yet have none of them. */
record MessageRows() implements SealedTable {

    private static final String AFTER = """
            SELECT message_id, client_id, sender_number, sender_number_hmac, message_body FROM messages
            WHERE message_id > :id ORDER BY message_id LIMIT :limit""";
    private static final String REPLACE = """
            UPDATE messages SET sender_number = ?, sender_number_hmac = ?, message_body = ?
            WHERE message_id = ? AND sender_number <=> ? AND sender_number_hmac <=> ? AND message_body <=> ?""";

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public List<SealedRow> after(DbExecute execute, Optional<Position> position, int limit) {
        return execute.createNamedQuery("reencryption-messages", AFTER)
                .addParam("id", position.map(last -> last.messageId().bytes()).orElseGet(() -> new byte[16]))
                .addParam("limit", limit)
                .execute()
                .map(MessageRows::row)
                .toList();
    }

    private static SealedRow row(DbRow row) {
        Map<Field, byte[]> fields = new EnumMap<>(Field.class);
        Rows.optionalBytes(row, "sender_number").ifPresent(number -> fields.put(Field.SENDER_NUMBER, number));
        Rows.optionalBytes(row, "message_body").ifPresent(body -> fields.put(Field.MESSAGE_BODY, body));
        return new SealedRow(
                new Position(
                        MessageId.ofBytes(row.column("message_id").get(byte[].class)),
                        new ClientId(row.column("client_id").getString())),
                fields,
                Rows.optionalBytes(row, "sender_number_hmac"));
    }

    @Override
    public void replace(Connection connection, List<Renewal.Renewed> rows) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(REPLACE)) {
            for (Renewal.Renewed row : rows) {
                set(update, 1, row.after());
                update.setBytes(4, row.before().position().messageId().bytes());
                set(update, 5, row.before());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static void set(PreparedStatement update, int first, SealedRow row) throws SQLException {
        update.setBytes(first, field(row, Field.SENDER_NUMBER));
        update.setBytes(first + 1, row.numberIndex().orElse(null));
        update.setBytes(first + 2, field(row, Field.MESSAGE_BODY));
    }

    private static byte @Nullable [] field(SealedRow row, Field field) {
        return row.fields().get(field);
    }
}
