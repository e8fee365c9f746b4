package org.messagebroker.server.policy;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.messagebroker.api.PolicyPoll;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.api.ProxyReport;
import org.messagebroker.server.database.Rows;
import org.messagebroker.service.json.Json;

/** The rows of proxies. */
final class ProxyStore {

    /** When it confirmed is set first: assignments see what those before them have done. */
    private static final String HEARD = """
            INSERT INTO proxies (name, site, first_seen, last_seen, confirmed_epoch, confirmed_number, confirmed_at, report)
            VALUES (:name, :site, :now, :now, :epoch, :number, :now, :report)
            ON DUPLICATE KEY UPDATE
                confirmed_at = CASE WHEN confirmed_epoch = :epoch AND confirmed_number = :number
                    THEN confirmed_at ELSE :now END,
                site = :site, last_seen = :now, confirmed_epoch = :epoch, confirmed_number = :number, report = :report""";

    void heard(DbExecute transaction, String name, PolicyPoll poll, Instant now) {
        transaction
                .createNamedInsert("proxy-heard", HEARD)
                .addParam("name", name)
                .addParam("site", poll.report().site())
                .addParam("now", Rows.time(now))
                .addParam("epoch", poll.after().epoch())
                .addParam("number", poll.after().number())
                .addParam("report", new String(Json.bytes(withoutNegotiated(poll.report())), StandardCharsets.UTF_8))
                .execute();
    }

    void answered(DbExecute execute, String name, Instant now) {
        execute.createNamedUpdate("proxy-answered", "UPDATE proxies SET last_seen = :now WHERE name = :name")
                .addParam("now", Rows.time(now))
                .addParam("name", name)
                .execute();
    }

    List<ReportedProxy> all(DbExecute execute) {
        return execute.createNamedQuery("proxies", "SELECT * FROM proxies ORDER BY name")
                .execute()
                .map(ProxyStore::proxy)
                .toList();
    }

    /** Whether there was one. */
    boolean remove(DbExecute transaction, String name) {
        return transaction
                        .createNamedDelete("proxy-remove", "DELETE FROM proxies WHERE name = :name")
                        .addParam("name", name)
                        .execute()
                > 0;
    }

    private static ReportedProxy proxy(DbRow row) {
        return new ReportedProxy(
                row.column("name").getString(),
                Rows.time(row, "first_seen"),
                Rows.time(row, "last_seen"),
                new PolicyVersion(Rows.number(row, "confirmed_epoch"), Rows.number(row, "confirmed_number")),
                Rows.time(row, "confirmed_at"),
                Json.parse(row.column("report").getString().getBytes(StandardCharsets.UTF_8), ProxyReport.class));
    }

    private static ProxyReport withoutNegotiated(ProxyReport report) {
        return new ProxyReport(
                report.site(),
                report.version(),
                report.startedAt(),
                report.status(),
                report.checks(),
                report.depth(),
                report.oldestSeconds(),
                report.quarantined(),
                report.accepted(),
                report.refused(),
                report.certificateEnd(),
                report.verifiesClients(),
                report.tls(),
                report.trial(),
                List.of());
    }
}
