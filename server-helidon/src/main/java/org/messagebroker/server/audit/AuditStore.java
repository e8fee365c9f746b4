package org.messagebroker.server.audit;

import io.helidon.dbclient.DbExecute;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.messagebroker.server.database.Rows;
import org.messagebroker.service.json.Json;

/** Writes the audit inside the transaction of the act, so that neither is there without the other. Thread-safe. */
public final class AuditStore {

    private static final String INSERT = """
            INSERT INTO audit (at, actor_id, actor, address, request_id, action, target, details)
            VALUES (:at, :actor_id, :actor, :address, :request_id, :action, :target, :details)""";

    private final InstantSource clock;

    public AuditStore(InstantSource clock) {
        this.clock = clock;
    }

    /** Adds one entry. Pass the transaction in which the act itself is done. */
    public void add(DbExecute transaction, AuditEntry entry) {
        AuditEntry.Actor actor = entry.actor();
        transaction
                .createNamedInsert("audit-add", INSERT)
                .addParam("at", Rows.time(clock.instant()))
                .addParam("actor_id", (Object) actor.id().map(Rows::bytes).orElse(null))
                .addParam("actor", actor.name())
                .addParam("address", actor.address())
                .addParam("request_id", actor.requestId())
                .addParam("action", entry.action())
                .addParam("target", entry.target())
                .addParam("details", new String(Json.bytes(entry.details()), StandardCharsets.UTF_8))
                .execute();
    }
}
