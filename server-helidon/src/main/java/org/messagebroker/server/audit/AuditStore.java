package org.messagebroker.server.audit;

import io.helidon.dbclient.DbExecute;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
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

    /** The same for a transaction on a plain connection. */
    public void add(Connection transaction, AuditEntry entry) throws SQLException {
        AuditEntry.Actor actor = entry.actor();
        try (PreparedStatement insert = transaction.prepareStatement(INSERT.replaceAll(":\\w+", "?"))) {
            insert.setObject(1, Rows.time(clock.instant()));
            Rows.set(insert, 2, actor.id().map(Rows::bytes));
            insert.setString(3, actor.name());
            insert.setString(4, actor.address());
            insert.setString(5, actor.requestId());
            insert.setString(6, entry.action());
            insert.setString(7, entry.target());
            insert.setString(8, new String(Json.bytes(entry.details()), StandardCharsets.UTF_8));
            insert.executeUpdate();
        }
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
