package org.messagebroker.server.key;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.KeyName;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.server.crypto.KeyPurpose;
import org.messagebroker.server.database.Rows;

/** The rows of keys, without the keys. */
final class KeyRecords {

    private static final String ALL = """
            SELECT purpose, version, created_at, superseded_at, policy_epoch, policy_number, unused_since, copied_at,
                retired_at
            FROM encryption_keys ORDER BY purpose, version""";
    private static final String UNUSED = """
            UPDATE encryption_keys SET unused_since = :now
            WHERE purpose = 'unseal' AND version = :version AND unused_since IS NULL""";
    private static final String COPIED = """
            UPDATE encryption_keys SET copied_at = :now
            WHERE purpose = :purpose AND version = :version AND retired_at IS NULL""";

    List<KeyRecord> all(DbExecute execute) {
        return execute.createNamedQuery("key-records", ALL)
                .execute()
                .map(KeyRecords::record)
                .toList();
    }

    /** Notes that no proxy seals to this version any more. */
    void unused(DbExecute execute, int version, Instant now) {
        execute.createNamedUpdate("key-unused", UNUSED)
                .addParam("now", Rows.time(now))
                .addParam("version", version)
                .execute();
    }

    /** Whether there is one of this name. */
    boolean copied(DbExecute transaction, KeyName key, Instant now) {
        return transaction
                        .createNamedUpdate("key-copied", COPIED)
                        .addParam("now", Rows.time(now))
                        .addParam("purpose", key.purpose())
                        .addParam("version", key.version())
                        .execute()
                > 0;
    }

    private static KeyRecord record(DbRow row) {
        String purpose = row.column("purpose").getString();
        Optional<PolicyVersion> policy = Rows.optionalNumber(row, "policy_epoch")
                .map(epoch -> new PolicyVersion(epoch, Rows.number(row, "policy_number")));
        return new KeyRecord(
                KeyPurpose.parse(purpose)
                        .orElseThrow(() -> new IllegalStateException("the database holds a key for " + purpose)),
                Math.toIntExact(Rows.number(row, "version")),
                Rows.time(row, "created_at"),
                Rows.optionalTime(row, "superseded_at"),
                policy,
                Rows.optionalTime(row, "unused_since"),
                Rows.optionalTime(row, "copied_at"),
                Rows.optionalTime(row, "retired_at"));
    }
}
