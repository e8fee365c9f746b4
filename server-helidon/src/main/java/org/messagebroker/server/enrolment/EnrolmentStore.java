package org.messagebroker.server.enrolment;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.messagebroker.certs.Role;
import org.messagebroker.server.database.Rows;
import org.messagebroker.server.enrolment.Invitation.Use;

/** The rows of enrolment tokens. Every method leaves the commit to its caller. */
final class EnrolmentStore {

    private static final String COLUMNS = """
            SELECT token_hash, role, name, created_at, created_by, expires_at, used_at, request_hash, fingerprint
            FROM enrolment_tokens""";
    private static final String ADD = """
            INSERT INTO enrolment_tokens (token_hash, role, name, created_at, created_by, expires_at)
            VALUES (:hash, :role, :name, :created, :by, :expires)""";
    private static final String USE = """
            UPDATE enrolment_tokens SET used_at = :at, request_hash = :request, fingerprint = :fingerprint
            WHERE token_hash = :hash""";
    private static final int MOST_SHOWN = 500;

    void add(DbExecute transaction, Invitation invitation) {
        transaction
                .createNamedInsert("enrolment-add", ADD)
                .addParam("hash", invitation.hash())
                .addParam("role", invitation.role().wire())
                .addParam("name", invitation.name())
                .addParam("created", Rows.time(invitation.createdAt()))
                .addParam("by", invitation.createdBy())
                .addParam("expires", Rows.time(invitation.expiresAt()))
                .execute();
    }

    /** The one of this secret, which nobody else uses until the commit. */
    Optional<Invitation> lock(DbExecute transaction, byte[] hash) {
        return transaction
                .createNamedGet("enrolment-lock", COLUMNS + " WHERE token_hash = :hash FOR UPDATE")
                .addParam("hash", hash)
                .execute()
                .map(EnrolmentStore::invitation);
    }

    void use(DbExecute transaction, Invitation invitation, Use use) {
        transaction
                .createNamedUpdate("enrolment-use", USE)
                .addParam("at", Rows.time(use.at()))
                .addParam("request", use.request())
                .addParam("fingerprint", HexFormat.of().parseHex(use.fingerprint()))
                .addParam("hash", invitation.hash())
                .execute();
    }

    /** The newest first. */
    List<Invitation> all(DbExecute execute) {
        return execute.createNamedQuery("enrolments", COLUMNS + " ORDER BY created_at DESC LIMIT :limit")
                .addParam("limit", MOST_SHOWN)
                .execute()
                .map(EnrolmentStore::invitation)
                .toList();
    }

    void delete(DbExecute transaction, Invitation invitation) {
        transaction
                .createNamedDelete("enrolment-delete", "DELETE FROM enrolment_tokens WHERE token_hash = :hash")
                .addParam("hash", invitation.hash())
                .execute();
    }

    private static Invitation invitation(DbRow row) {
        return new Invitation(
                row.column("token_hash").get(byte[].class),
                Role.parse(row.column("role").getString()).orElseThrow(),
                row.column("name").getString(),
                Rows.time(row, "created_at"),
                row.column("created_by").getString(),
                Rows.time(row, "expires_at"),
                Rows.optionalTime(row, "used_at")
                        .map(at -> new Use(
                                at,
                                row.column("request_hash").get(byte[].class),
                                HexFormat.of()
                                        .formatHex(row.column("fingerprint").get(byte[].class)))));
    }
}
