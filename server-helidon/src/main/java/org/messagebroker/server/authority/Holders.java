package org.messagebroker.server.authority;

import io.helidon.dbclient.DbExecute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.AuthorityView;
import org.messagebroker.certs.Fingerprint;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.RevocationReason;
import org.messagebroker.server.database.Rows;

/** Who depends on an authority: the holders of its certificates, and the proxies that have to trust it. */
final class Holders {

    /** A proxy asks again after 30 seconds at most. */
    private static final Duration CONNECTED = Duration.ofSeconds(90);

    private static final String ACTIVE = """
            SELECT DISTINCT role, subject_id FROM certificates
            WHERE authority_id = :id AND state = 'active' AND not_after > :now
            ORDER BY role, subject_id""";
    private static final String COUNT = """
            SELECT COUNT(*) AS certificates FROM certificates
            WHERE authority_id = :id AND state = 'active' AND not_after > :now""";
    private static final String REVOKE_ALL = """
            UPDATE certificates SET state = 'revoked', revoked_at = :now, revocation_reason = :reason
            WHERE authority_id = :id AND state = 'active'""";
    private static final String UNCONFIRMED = """
            SELECT name FROM proxies
            WHERE last_seen >= :since
                AND (confirmed_epoch < :epoch OR (confirmed_epoch = :same_epoch AND confirmed_number < :number))
            ORDER BY name""";

    private final CrlStore lists;
    private final InstantSource clock;

    Holders(CrlStore lists, InstantSource clock) {
        this.lists = lists;
        this.clock = clock;
    }

    /** As {@code role name}, each once. */
    List<String> active(DbExecute execute, String authority, Instant now) {
        return execute.createNamedQuery("authority-holders", ACTIVE)
                .addParam("id", authority)
                .addParam("now", Rows.time(now))
                .execute()
                .map(row -> row.column("role").getString() + " "
                        + row.column("subject_id").getString())
                .toList();
    }

    /** The names of connected proxies that have not confirmed the policy that trusts it. */
    List<String> unconfirmed(DbExecute execute, Authority authority) {
        return execute.createNamedQuery("authority-unconfirmed", UNCONFIRMED)
                .addParam("since", Rows.time(clock.instant().minus(CONNECTED)))
                .addParam("epoch", authority.trustedSince().epoch())
                .addParam("same_epoch", authority.trustedSince().epoch())
                .addParam("number", authority.trustedSince().number())
                .execute()
                .map(row -> row.column("name").getString())
                .toList();
    }

    /** Connections that stand are not cut by a change of trust; this ends what they may do. Answers how many there were. */
    int revokeAll(DbExecute transaction, String authority, Instant now) {
        return Math.toIntExact(transaction
                .createNamedUpdate("authority-revoke-all", REVOKE_ALL)
                .addParam("now", Rows.time(now))
                .addParam("reason", RevocationReason.CESSATION_OF_OPERATION.wire())
                .addParam("id", authority)
                .execute());
    }

    AuthorityView view(DbExecute execute, Authority authority) {
        Optional<CrlStore.Published> crl = lists.find(execute, authority.id());
        return new AuthorityView(
                authority.id(),
                authority.state().wire(),
                Fingerprint.of(authority.root()).hex(),
                authority.createdAt(),
                end(authority),
                count(execute, authority.id()),
                authority.isTrusted() ? unconfirmed(execute, authority) : List.of(),
                crl.map(CrlStore.Published::number).orElse(0L),
                crl.flatMap(CrlStore.Published::nextUpdate),
                Pem.ofCertificates(List.of(authority.root())));
    }

    static Instant end(Authority authority) {
        Instant root = authority.root().getNotAfter().toInstant();
        Instant issuing = authority.issuing().getNotAfter().toInstant();
        return root.isBefore(issuing) ? root : issuing;
    }

    private long count(DbExecute execute, String authority) {
        return execute.createNamedGet("authority-certificates", COUNT)
                .addParam("id", authority)
                .addParam("now", Rows.time(clock.instant()))
                .execute()
                .map(row -> Rows.number(row, "certificates"))
                .orElse(0L);
    }
}
