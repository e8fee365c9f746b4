package org.messagebroker.server.reencryption;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.PhoneNumber;
import org.messagebroker.server.crypto.FieldCipher;
import org.messagebroker.server.crypto.FieldCipher.Field;
import org.messagebroker.server.crypto.FieldCipher.Opened;
import org.messagebroker.server.crypto.FieldCipher.Place;
import org.messagebroker.server.crypto.KeyPurpose;
import org.messagebroker.server.crypto.KeyRing;
import org.messagebroker.server.crypto.NumberIndex;
import org.messagebroker.server.crypto.TestKeys;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.TestDatabases;
import org.messagebroker.testing.TestDatabase;

/** A database with sealed rows, and the keys. */
final class StoredRows implements AutoCloseable {

    static final ClientId CLIENT = new ClientId("client-a");
    static final PhoneNumber NUMBER = new PhoneNumber("+989121234567");

    final TestDatabase testDatabase = TestDatabase.create();
    final Database database = TestDatabases.open(testDatabase, 6);
    final KeyRing keys;
    final PassStore passes = new PassStore(InstantSource.system());

    StoredRows(Path directory) {
        keys = TestKeys.create(directory, database);
    }

    /** One server's part, a few rows in a step. */
    Reencryption worker(int batch, Duration lease) {
        return new Reencryption(
                database, keys, new ReencryptionConfig(1_000_000, batch, lease), InstantSource.system());
    }

    List<MessageId> addMessages(int count) {
        return IntStream.range(0, count).mapToObj(i -> addMessage("body " + i)).toList();
    }

    MessageId addMessage(String body) {
        MessageId id = MessageId.create(InstantSource.system());
        execute(
                """
                INSERT INTO messages (message_id, client_id, status, queued_at, created_at, sender_number,
                    sender_number_hmac, message_body)
                VALUES (?, ?, 3, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), ?, ?, ?)""",
                id.bytes(),
                CLIENT.value(),
                seal(id, Field.SENDER_NUMBER, NUMBER.value()),
                new NumberIndex(keys).of(NUMBER),
                seal(id, Field.MESSAGE_BODY, body));
        return id;
    }

    MessageId addDeadLetter(String payload) {
        MessageId id = MessageId.create(InstantSource.system());
        execute("""
                INSERT INTO dead_letters (message_id, client_id, version, accepted_at, payload, reason, attempt_count,
                    created_at)
                VALUES (?, ?, 1, UTC_TIMESTAMP(3), ?, 'x', 1, UTC_TIMESTAMP(3))""", id.bytes(), CLIENT.value(), seal(id, Field.DEAD_LETTER, payload));
        return id;
    }

    byte[] seal(MessageId id, Field field, String text) {
        return new FieldCipher(keys).seal(text.getBytes(StandardCharsets.UTF_8), new Place(id, CLIENT, field));
    }

    String open(MessageId id, Field field, byte[] stored) {
        return switch (new FieldCipher(keys).open(stored, new Place(id, CLIENT, field))) {
            case Opened.Plain plain -> plain.text();
            case Opened.Unreadable(String reason) -> "unreadable: " + reason;
        };
    }

    String body(MessageId id) {
        return open(id, Field.MESSAGE_BODY, bytes("SELECT message_body FROM messages WHERE message_id = ?", id));
    }

    /** A new version, and a pass over everything under it. */
    int rotate(KeyPurpose purpose) {
        int version = database.transaction(transaction -> {
            int next = keys.rotate(transaction, purpose);
            passes.begin(transaction, keys.lock(transaction), Reencryption.firstStage());
            return next;
        });
        keys.refresh();
        return version;
    }

    Pass pass() {
        return database.read(passes::read);
    }

    /** How many of the fields in the column stand under this version of the content key. */
    long under(int version, String table, String column) {
        return column("SELECT " + column + " FROM " + table).stream()
                .filter(stored -> stored[0] == 1
                        && Arrays.equals(Arrays.copyOfRange(stored, 1, 5), new byte[] {0, 0, 0, (byte) version}))
                .count();
    }

    byte[] bytes(String sql, MessageId id) {
        return column(sql, id.bytes()).getFirst();
    }

    List<byte[]> column(String sql, Object... parameters) {
        try (Connection connection = testDatabase.connect();
                PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<byte[]> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getBytes(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    int execute(String sql, Object... parameters) {
        try (Connection connection = testDatabase.connect();
                PreparedStatement statement = prepared(connection, sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    @Override
    public void close() {
        database.close();
        testDatabase.close();
    }
}
