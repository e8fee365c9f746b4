package org.messagebroker.server.command;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.messagebroker.api.CommandPoll.Quarantine;
import org.messagebroker.api.QuarantineOrder;
import org.messagebroker.api.QuarantineView;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;
import org.messagebroker.service.json.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the queues of the sites have set aside because it cannot be read. Thread-safe. */
final class SiteQuarantines {

    private static final Logger LOG = LoggerFactory.getLogger(SiteQuarantines.class);
    private static final String REPORT = """
            INSERT INTO site_quarantines (site, reported_at, report) VALUES (:site, :at, :report)
            ON DUPLICATE KEY UPDATE reported_at = :at2, report = :report2""";

    private final Database database;
    private final CommandStore commands;
    private final AuditStore audit;
    private final InstantSource clock;

    SiteQuarantines(Database database, CommandStore commands, AuditStore audit, InstantSource clock) {
        this.database = database;
        this.commands = commands;
        this.audit = audit;
        this.clock = clock;
    }

    /** Takes a worker's report. */
    void report(String site, Quarantine quarantine) {
        if (quarantine.total() > 0) {
            LOG.error(
                    "The queue of site {} has set aside {} entries that cannot be read; see ./broker queue quarantine",
                    site,
                    quarantine.total());
        }
        String json = new String(Json.bytes(quarantine), StandardCharsets.UTF_8);
        database.read(execute -> execute.createNamedInsert("quarantine-report", REPORT)
                .addParam("site", site)
                .addParam("at", Rows.time(clock.instant()))
                .addParam("report", json)
                .addParam("at2", Rows.time(clock.instant()))
                .addParam("report2", json)
                .execute());
    }

    List<QuarantineView> all() {
        return database.read(execute -> execute.createNamedQuery(
                        "quarantines", "SELECT site, reported_at, report FROM site_quarantines ORDER BY site")
                .execute()
                .map(row -> new QuarantineView(
                        row.column("site").getString(),
                        Rows.time(row, "reported_at"),
                        Json.parse(
                                row.column("report").getString().getBytes(StandardCharsets.UTF_8), Quarantine.class)))
                .toList());
    }

    /** Orders the workers of the site to drop an entry. */
    void discard(QuarantineOrder order, Actor actor) {
        database.batch(connection -> {
            commands.discardQuarantined(connection, order.site(), order.entry());
            audit.add(
                    connection,
                    new AuditEntry(actor, "quarantine.discard", order.entry(), Map.of("site", order.site())));
            return order;
        });
    }
}
