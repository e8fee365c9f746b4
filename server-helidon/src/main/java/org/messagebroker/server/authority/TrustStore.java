package org.messagebroker.server.authority;

import io.helidon.dbclient.DbExecute;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.TrustReport;
import org.messagebroker.server.database.Rows;
import org.messagebroker.service.tls.Peer;

/** The rows of whom proxies and workers trust. Every method leaves the commit to its caller. */
final class TrustStore {

    private static final String HEARD = """
            INSERT INTO trust_reports (role, name, instance, authorities, last_seen)
            VALUES (:role, :name, :instance, :authorities, :now)
            ON DUPLICATE KEY UPDATE authorities = :authorities, last_seen = :now""";
    private static final String SINCE = """
            SELECT role, name, authorities FROM trust_reports WHERE last_seen >= :since ORDER BY role, name""";
    private static final HexFormat HEX = HexFormat.of();

    void heard(DbExecute transaction, Peer peer, TrustReport report, Instant now) {
        transaction
                .createNamedInsert("trust-heard", HEARD)
                .addParam("role", peer.role().wire())
                .addParam("name", peer.name())
                .addParam("instance", HEX.parseHex(report.instance()))
                .addParam("authorities", String.join(" ", report.authorities()))
                .addParam("now", Rows.time(now))
                .execute();
    }

    List<Row> since(DbExecute execute, Instant since) {
        return execute.createNamedQuery("trust-since", SINCE)
                .addParam("since", Rows.time(since))
                .execute()
                .map(row -> new Row(
                        row.column("role").getString() + " "
                                + row.column("name").getString(),
                        row.column("authorities").getString()))
                .toList();
    }

    /** Which authority this certificate came from; empty when the inventory does not say. */
    Optional<String> authorityOf(DbExecute execute, String fingerprint) {
        return execute.createNamedGet(
                        "trust-authority", "SELECT authority_id FROM certificates WHERE fingerprint = :fingerprint")
                .addParam("fingerprint", HEX.parseHex(fingerprint))
                .execute()
                .flatMap(row -> Rows.optionalText(row, "authority_id"));
    }

    boolean isOlder(DbExecute execute, Instant before) {
        return execute.createNamedGet("trust-older", "SELECT name FROM trust_reports WHERE last_seen < :before LIMIT 1")
                .addParam("before", Rows.time(before))
                .execute()
                .isPresent();
    }

    void forget(DbExecute transaction, Instant before) {
        transaction
                .createNamedDelete("trust-forget", "DELETE FROM trust_reports WHERE last_seen < :before")
                .addParam("before", Rows.time(before))
                .execute();
    }

    /**
     * What one process has told.
     *
     * @param who as {@code role name}
     * @param authorities fingerprints with spaces between
     */
    record Row(String who, String authorities) {}
}
