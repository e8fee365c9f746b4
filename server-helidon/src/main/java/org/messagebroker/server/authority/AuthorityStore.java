package org.messagebroker.server.authority;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.server.database.Rows;

/** The rows of authorities. Every method leaves the commit to its caller. */
final class AuthorityStore {

    private static final String SELECT = """
            SELECT authority_id, state, root_certificate, issuing_certificate, issuing_key, trusted_epoch,
                trusted_number, created_at
            FROM authorities ORDER BY created_at, authority_id""";
    private static final String ADD = """
            INSERT INTO authorities (authority_id, state, root_certificate, issuing_certificate, issuing_key,
                trusted_epoch, trusted_number, created_at, changed_at)
            VALUES (:id, :state, :root, :issuing, :key, :epoch, :number, :now, :now2)
            ON DUPLICATE KEY UPDATE authority_id = authority_id""";
    private static final String CHANGE =
            "UPDATE authorities SET state = :state, changed_at = :now WHERE authority_id = :id";
    private static final String FORGET_KEY = "UPDATE authorities SET issuing_key = NULL WHERE authority_id = :id";

    /** All of them, the oldest first. */
    List<Authority> all(DbExecute execute) {
        return execute.createNamedQuery("authority-all", SELECT)
                .execute()
                .map(AuthorityStore::authority)
                .toList();
    }

    /** All of them, none of which another transaction can change until this one ends. */
    List<Authority> lock(DbExecute transaction) {
        return transaction
                .createNamedQuery("authority-lock", SELECT + " FOR UPDATE")
                .execute()
                .map(AuthorityStore::authority)
                .toList();
    }

    /** Enters one; changes nothing when it is there. */
    void add(DbExecute transaction, Authority authority) {
        transaction
                .createNamedInsert("authority-add", ADD)
                .addParam("id", authority.id())
                .addParam("state", authority.state().wire())
                .addParam("root", Der.of(authority.root()))
                .addParam("issuing", Der.of(authority.issuing()))
                .addParam("key", (Object) authority.sealedKey().orElse(null))
                .addParam("epoch", authority.trustedSince().epoch())
                .addParam("number", authority.trustedSince().number())
                .addParam("now", Rows.time(authority.createdAt()))
                .addParam("now2", Rows.time(authority.createdAt()))
                .execute();
    }

    void change(DbExecute transaction, String id, AuthorityState state, Instant now) {
        transaction
                .createNamedUpdate("authority-change", CHANGE)
                .addParam("state", state.wire())
                .addParam("now", Rows.time(now))
                .addParam("id", id)
                .execute();
    }

    void forgetKey(DbExecute transaction, String id) {
        transaction
                .createNamedUpdate("authority-forget-key", FORGET_KEY)
                .addParam("id", id)
                .execute();
    }

    private static Authority authority(DbRow row) {
        return new Authority(
                row.column("authority_id").getString(),
                AuthorityState.parse(row.column("state").getString()),
                certificate(row, "root_certificate"),
                certificate(row, "issuing_certificate"),
                Rows.optionalBytes(row, "issuing_key"),
                new PolicyVersion(Rows.number(row, "trusted_epoch"), Rows.number(row, "trusted_number")),
                Rows.time(row, "created_at"));
    }

    private static X509Certificate certificate(DbRow row, String column) {
        return Der.certificate(Optional.ofNullable(row.column(column).get(byte[].class))
                .orElseThrow(() -> new IllegalStateException("an authority without " + column)));
    }
}
