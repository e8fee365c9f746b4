package org.messagebroker.server.crypto;

import io.helidon.dbclient.DbRow;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;

/** The wrapped keys in the database. */
final class EncryptionKeyStore {

    private final Database database;
    private final InstantSource clock;

    EncryptionKeyStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    List<WrappedKey> all() {
        return database.read(execute -> execute.createNamedQuery(
                        "encryption-keys", "SELECT purpose, version, wrapped_key FROM encryption_keys ORDER BY version")
                .execute()
                .map(EncryptionKeyStore::wrappedKey)
                .toList());
    }

    /** Adds a key unless its version exists: of two servers that start together, one makes the key and both use it. */
    void addIfAbsent(WrappedKey key) {
        database.batch(connection -> {
            try (var find = connection.prepareStatement(
                            "SELECT version FROM encryption_keys WHERE purpose = ? AND version = ? FOR UPDATE");
                    var insert = connection.prepareStatement(
                            "INSERT INTO encryption_keys (purpose, version, wrapped_key, created_at) VALUES (?, ?, ?, ?)")) {
                find.setString(1, key.purpose().column());
                find.setInt(2, key.version());
                try (var found = find.executeQuery()) {
                    if (found.next()) {
                        return false;
                    }
                }
                insert.setString(1, key.purpose().column());
                insert.setInt(2, key.version());
                insert.setBytes(3, key.wrapped());
                insert.setObject(4, Rows.time(clock.instant()));
                return insert.executeUpdate() == 1;
            }
        });
    }

    private static WrappedKey wrappedKey(DbRow row) {
        return new WrappedKey(
                KeyPurpose.valueOf(row.column("purpose").getString().toUpperCase(Locale.ROOT)),
                Math.toIntExact(Rows.number(row, "version")),
                row.column("wrapped_key").get(byte[].class));
    }

    record WrappedKey(KeyPurpose purpose, int version, byte[] wrapped) {}
}
