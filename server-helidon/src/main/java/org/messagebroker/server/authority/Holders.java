package org.messagebroker.server.authority;

import io.helidon.dbclient.DbExecute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.messagebroker.api.AuthorityView;
import org.messagebroker.certs.Fingerprint;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.RevocationReason;
import org.messagebroker.certs.Role;
import org.messagebroker.server.database.Rows;

/** Who depends on an authority: the holders of its certificates, and the proxies and workers that have to trust it. */
final class Holders {

    /** A proxy asks for the policy again after 30 seconds at most; both tell whom they trust every 10 seconds. */
    private static final Duration CONNECTED = Duration.ofSeconds(90);

    /** It notices new files within a second; its clock may be a little ahead. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    /**
     * A certificate is needed no more when it has a good successor, of whatever generation, of another trusted authority; and
     * those that renew by themselves hold one at a time, so that any good one of another authority does. A proxy needs a
     * moment to seal by its next one.
     */
    private static final String NEEDING = """
            WITH RECURSIVE good AS (
                SELECT c.fingerprint, c.role, c.subject_id, c.replaces, c.authority_id
                FROM certificates c JOIN authorities a ON a.authority_id = c.authority_id
                WHERE c.state = 'active' AND c.not_after > :now AND a.state <> 'retired'
                    AND (c.role <> 'proxy' OR c.authority_id = :id OR c.created_at <= :settled)
            ), succeeded (fingerprint) AS (
                SELECT replaces FROM good WHERE authority_id <> :id AND replaces IS NOT NULL
                UNION
                SELECT c.replaces FROM certificates c JOIN succeeded s ON c.fingerprint = s.fingerprint
                WHERE c.replaces IS NOT NULL
            )
            SELECT DISTINCT g.role, g.subject_id FROM good g
            WHERE g.authority_id = :id AND g.fingerprint NOT IN (SELECT fingerprint FROM succeeded)
                AND (g.role = 'client' OR NOT EXISTS (
                    SELECT 1 FROM good o
                    WHERE o.role = g.role AND o.subject_id = g.subject_id AND o.authority_id <> :id))
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
    private final TrustReports reports;
    private final InstantSource clock;

    Holders(CrlStore lists, TrustReports reports, InstantSource clock) {
        this.lists = lists;
        this.reports = reports;
        this.clock = clock;
    }

    /** Whose good certificates of it have no successor of another trusted authority: as {@code role name}, each once. */
    List<String> needing(DbExecute execute, String authority) {
        return execute.createNamedQuery("authority-holders", NEEDING)
                .addParam("id", authority)
                .addParam("now", Rows.time(clock.instant()))
                .addParam("settled", Rows.time(clock.instant().minus(SETTLED)))
                .execute()
                .map(row -> row.column("role").getString() + " "
                        + row.column("subject_id").getString())
                .toList();
    }

    /**
     * Connected proxies that have not confirmed the policy that trusts it, and connected proxies and workers that would not
     * believe a server of it, as {@code role name}, each once.
     */
    List<String> unconfirmed(DbExecute execute, Authority authority) {
        Instant since = clock.instant().minus(CONNECTED);
        return Stream.concat(
                        unobeying(execute, authority, since).stream(),
                        reports.unaware(execute, authority, since).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private List<String> unobeying(DbExecute execute, Authority authority, Instant since) {
        return execute.createNamedQuery("authority-unconfirmed", UNCONFIRMED)
                .addParam("since", Rows.time(since))
                .addParam("epoch", authority.trustedSince().epoch())
                .addParam("same_epoch", authority.trustedSince().epoch())
                .addParam("number", authority.trustedSince().number())
                .execute()
                .map(row -> Role.PROXY.wire() + " " + row.column("name").getString())
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
        return view(execute, authority, needing(execute, authority.id()));
    }

    /** @param holders who is said to need it */
    AuthorityView view(DbExecute execute, Authority authority, List<String> holders) {
        Optional<CrlStore.Published> crl = lists.find(execute, authority.id());
        return new AuthorityView(
                authority.id(),
                authority.state().wire(),
                Fingerprint.of(authority.root()).hex(),
                authority.createdAt(),
                end(authority),
                count(execute, authority.id()),
                holders,
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
