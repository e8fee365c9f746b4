package org.messagebroker.server.crypto;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.InstantSource;
import java.util.List;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;

/** The wrapped keys in the database, and which versions are in use. */
final class EncryptionKeyStore {

    private static final String ALL = """
            SELECT purpose, version, wrapped_key FROM encryption_keys WHERE retired_at IS NULL ORDER BY version""";
    private static final String IN_USE = "SELECT content, unseal, number_index FROM keys_in_use WHERE only_row = 1";
    private static final String ADD = """
            INSERT INTO encryption_keys (purpose, version, wrapped_key, created_at)
            VALUES (:purpose, :version, :wrapped, :now)""";
    private static final String SUPERSEDE =
            "UPDATE encryption_keys SET superseded_at = :now WHERE purpose = :purpose AND version = :version";
    private static final String PUBLISHED = """
            UPDATE encryption_keys SET policy_epoch = :epoch, policy_number = :number
            WHERE purpose = 'unseal' AND superseded_at IS NOT NULL AND policy_epoch IS NULL""";
    private static final String RETIRE = """
            UPDATE encryption_keys SET retired_at = :now, wrapped_key = ''
            WHERE purpose = :purpose AND version = :version AND retired_at IS NULL""";

    private final Database database;
    private final InstantSource clock;

    EncryptionKeyStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    Stored read() {
        // In this order: the versions in use are then among the keys, whatever is rotated in between.
        return database.read(execute -> {
            KeysInUse inUse = inUse(execute);
            return new Stored(inUse, all(execute));
        });
    }

    private static List<WrappedKey> all(DbExecute execute) {
        return execute.createNamedQuery("encryption-keys", ALL)
                .execute()
                .map(EncryptionKeyStore::wrappedKey)
                .toList();
    }

    KeysInUse inUse(DbExecute execute) {
        return inUse(execute, "keys-in-use", IN_USE);
    }

    /** The same, and nobody seals or rotates until the end of the transaction. */
    KeysInUse lock(DbExecute transaction) {
        return inUse(transaction, "keys-in-use-lock", IN_USE + " FOR UPDATE");
    }

    private static KeysInUse inUse(DbExecute execute, String name, String sql) {
        return execute.createNamedGet(name, sql)
                .execute()
                .map(row -> new KeysInUse(
                        Math.toIntExact(Rows.number(row, "content")),
                        Math.toIntExact(Rows.number(row, "unseal")),
                        Math.toIntExact(Rows.number(row, "number_index"))))
                .orElseThrow(() -> new IllegalStateException("the database does not say which keys are in use"));
    }

    /** Adds a key unless its version exists: of two servers that start together, one makes the key and both use it. */
    void addIfAbsent(WrappedKey key) {
        database.batch(connection -> {
            try (var find = connection.prepareStatement(
                            "SELECT version FROM encryption_keys WHERE purpose = ? AND version = ? FOR UPDATE");
                    var insert = connection.prepareStatement(
                            "INSERT INTO encryption_keys (purpose, version, wrapped_key, created_at) VALUES (?, ?, ?, ?)")) {
                find.setString(1, key.purpose().wire());
                find.setInt(2, key.version());
                try (var found = find.executeQuery()) {
                    if (found.next()) {
                        return false;
                    }
                }
                insert.setString(1, key.purpose().wire());
                insert.setInt(2, key.version());
                insert.setBytes(3, key.wrapped());
                insert.setObject(4, Rows.time(clock.instant()));
                return insert.executeUpdate() == 1;
            }
        });
    }

    /** The highest version that there has ever been; no number is given twice. */
    int highest(DbExecute transaction, KeyPurpose purpose) {
        return transaction
                .createNamedGet(
                        "encryption-key-highest",
                        "SELECT MAX(version) AS highest FROM encryption_keys WHERE purpose = :purpose")
                .addParam("purpose", purpose.wire())
                .execute()
                .map(row -> Math.toIntExact(Rows.number(row, "highest")))
                .orElse(0);
    }

    /** Whether there is, or was, a key of this name. */
    boolean exists(DbExecute execute, KeyPurpose purpose, int version) {
        return execute.createNamedGet(
                        "encryption-key-exists",
                        "SELECT version FROM encryption_keys WHERE purpose = :purpose AND version = :version")
                .addParam("purpose", purpose.wire())
                .addParam("version", version)
                .execute()
                .isPresent();
    }

    /** Adds a key that only opens. */
    void addOld(DbExecute transaction, WrappedKey key) {
        add(transaction, key);
        supersede(transaction, key.purpose(), key.version());
    }

    /** Lets this version seal from the commit on. Call it under {@link #lock}. */
    void use(DbExecute transaction, WrappedKey key, int before) {
        String purpose = key.purpose().wire();
        add(transaction, key);
        supersede(transaction, key.purpose(), before);
        transaction
                .createNamedUpdate(
                        "keys-in-use-" + purpose,
                        "UPDATE keys_in_use SET " + purpose + " = :version WHERE only_row = 1")
                .addParam("version", key.version())
                .execute();
    }

    private void add(DbExecute transaction, WrappedKey key) {
        transaction
                .createNamedInsert("encryption-key-add", ADD)
                .addParam("purpose", key.purpose().wire())
                .addParam("version", key.version())
                .addParam("wrapped", key.wrapped())
                .addParam("now", Rows.time(clock.instant()))
                .execute();
    }

    private void supersede(DbExecute transaction, KeyPurpose purpose, int version) {
        transaction
                .createNamedUpdate("encryption-key-supersede", SUPERSEDE)
                .addParam("now", Rows.time(clock.instant()))
                .addParam("purpose", purpose.wire())
                .addParam("version", version)
                .execute();
    }

    /** Notes with which policy proxies learn of the newest unseal key. */
    void published(DbExecute transaction, PolicyVersion policy) {
        transaction
                .createNamedUpdate("encryption-key-published", PUBLISHED)
                .addParam("epoch", policy.epoch())
                .addParam("number", policy.number())
                .execute();
    }

    /** Forgets the key for ever. */
    void retire(DbExecute transaction, KeyPurpose purpose, int version) {
        transaction
                .createNamedUpdate("encryption-key-retire", RETIRE)
                .addParam("now", Rows.time(clock.instant()))
                .addParam("purpose", purpose.wire())
                .addParam("version", version)
                .execute();
    }

    private static WrappedKey wrappedKey(DbRow row) {
        String purpose = row.column("purpose").getString();
        return new WrappedKey(
                KeyPurpose.parse(purpose)
                        .orElseThrow(() -> new IllegalStateException("the database holds a key for " + purpose)),
                Math.toIntExact(Rows.number(row, "version")),
                row.column("wrapped_key").get(byte[].class));
    }

    record WrappedKey(KeyPurpose purpose, int version, byte[] wrapped) {}

    record Stored(KeysInUse inUse, List<WrappedKey> keys) {}
}
