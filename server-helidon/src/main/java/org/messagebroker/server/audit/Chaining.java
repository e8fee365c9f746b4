package org.messagebroker.server.audit;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.messagebroker.server.audit.AuditRecord.Link;
import org.messagebroker.server.database.LastSteps;
import org.messagebroker.service.json.Json;

/** The acts of one transaction, which become rows at its end: the heads that all acts share are locked last. */
final class Chaining implements LastSteps.Step {

    private final ChainRows rows;
    private final ChainKey key;
    private final InstantSource clock;
    private final Map<Chain, List<AuditEntry>> entries = new EnumMap<>(Chain.class);

    Chaining(ChainRows rows, ChainKey key, InstantSource clock) {
        this.rows = rows;
        this.key = key;
        this.clock = clock;
    }

    void add(Chain chain, AuditEntry entry) {
        entries.computeIfAbsent(chain, any -> new ArrayList<>()).add(entry);
    }

    @Override
    public void run() throws SQLException {
        for (Map.Entry<Chain, List<AuditEntry>> each : entries.entrySet()) {
            append(each.getKey(), each.getValue());
        }
    }

    private void append(Chain chain, List<AuditEntry> acts) throws SQLException {
        Head head = rows.lock(chain)
                .orElseThrow(() -> new AuditException("the head of the audit's chain " + chain.wire()
                        + " is missing from the database; start the server again, and it is made from the last row"));
        for (AuditEntry act : acts) {
            Link link = key.link(head.mac(), written(chain, head.position() + 1, act));
            rows.add(link);
            head = new Head(chain, link.entry().position(), link.mac());
        }
        rows.move(head);
    }

    private AuditRecord written(Chain chain, long position, AuditEntry act) {
        return new AuditRecord(
                chain,
                position,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                act.actor(),
                act.action(),
                act.target(),
                new String(Json.bytes(act.details()), StandardCharsets.UTF_8));
    }
}
