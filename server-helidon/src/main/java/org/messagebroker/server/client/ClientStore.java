package org.messagebroker.server.client;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import io.helidon.dbclient.DbStatementDml;
import io.helidon.dbclient.DbStatementQuery;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ClientView;
import org.messagebroker.api.ReplayMode;
import org.messagebroker.api.SiteView;
import org.messagebroker.server.database.Rows;

/** The rows of clients and sites. Every method leaves the commit to its caller. */
final class ClientStore {

    private static final String COLUMNS = """
            SELECT c.client_id, c.domain, c.site, c.state, c.rate_per_minute, c.replay_mode, c.grace_seconds, c.contact,
                c.notes, c.created_at, c.changed_at""";
    private static final String VIEW = COLUMNS + """
            , (SELECT COUNT(*) FROM certificates x WHERE x.role = 'client' AND x.subject_id = c.client_id
                AND x.state = 'active' AND x.not_after > :now) AS certificates
            FROM clients c""";
    private static final String LOCK = COLUMNS + " FROM clients c WHERE c.client_id = :client FOR UPDATE";
    private static final String ADD = """
            INSERT INTO clients (client_id, domain, site, state, rate_per_minute, replay_mode, grace_seconds, contact,
                notes, created_at, changed_at)
            VALUES (:client, :domain, :site, :state, :rate, :replay, :grace, :contact, :notes, :created, :changed)""";
    private static final String UPDATE = """
            UPDATE clients SET domain = :domain, site = :site, state = :state, rate_per_minute = :rate,
                replay_mode = :replay, grace_seconds = :grace, contact = :contact, notes = :notes, changed_at = :changed
            WHERE client_id = :client""";
    private static final String USES = """
            SELECT (SELECT COUNT(*) FROM certificates WHERE role = 'client' AND subject_id = :client
                    AND state = 'active' AND not_after > :now)
                + (SELECT COUNT(*) FROM users WHERE client_id = :client)
                + EXISTS (SELECT 1 FROM messages WHERE client_id = :client)
                + EXISTS (SELECT 1 FROM dead_letters WHERE client_id = :client) AS uses""";
    private static final String PUT_SITE = """
            INSERT INTO sites (name, rate_per_minute, created_at) VALUES (:name, :rate, :now)
            ON DUPLICATE KEY UPDATE rate_per_minute = :rate""";
    private static final String ENSURE_SITE = """
            INSERT INTO sites (name, created_at) VALUES (:name, :now) ON DUPLICATE KEY UPDATE name = name""";
    private static final String SITES = """
            SELECT s.name, s.rate_per_minute, (SELECT COUNT(*) FROM clients c WHERE c.site = s.name) AS clients
            FROM sites s ORDER BY s.name""";

    List<ClientView> search(DbExecute execute, ClientSearch search, Instant now) {
        DbStatementQuery query = execute.createQuery(
                        VIEW + search.where() + " ORDER BY c.client_id LIMIT :limit OFFSET :skip")
                .addParam("now", Rows.time(now))
                .addParam("limit", search.limit())
                .addParam("skip", search.skip());
        search.parameters().forEach((name, value) -> query.addParam(name, value));
        return query.execute().map(ClientStore::view).toList();
    }

    long count(DbExecute execute, ClientSearch search) {
        DbStatementQuery query = execute.createQuery("SELECT COUNT(*) AS clients FROM clients c" + search.where());
        search.parameters().forEach((name, value) -> query.addParam(name, value));
        return query.execute().map(row -> Rows.number(row, "clients")).toList().getFirst();
    }

    Optional<ClientView> find(DbExecute execute, ClientId id, Instant now) {
        return execute.createNamedGet("client-view", VIEW + " WHERE c.client_id = :client")
                .addParam("now", Rows.time(now))
                .addParam("client", id.value())
                .execute()
                .map(ClientStore::view);
    }

    /** The client, which nobody else changes until the commit. */
    Optional<ClientRecord> lock(DbExecute transaction, ClientId id) {
        return transaction
                .createNamedGet("client-lock", LOCK)
                .addParam("client", id.value())
                .execute()
                .map(ClientStore::client);
    }

    void add(DbExecute transaction, ClientRecord client) {
        ensureSite(transaction, client);
        fields(transaction.createNamedInsert("client-create", ADD), client)
                .addParam("created", Rows.time(client.createdAt()))
                .execute();
    }

    void update(DbExecute transaction, ClientRecord client) {
        ensureSite(transaction, client);
        fields(transaction.createNamedUpdate("client-update", UPDATE), client).execute();
    }

    /** How much hangs on the client: active certificates, users, messages. */
    long uses(DbExecute transaction, ClientId id, Instant now) {
        return transaction
                .createNamedGet("client-uses", USES)
                .addParam("client", id.value())
                .addParam("now", Rows.time(now))
                .execute()
                .map(row -> Rows.number(row, "uses"))
                .orElse(0L);
    }

    void delete(DbExecute transaction, ClientId id) {
        transaction
                .createNamedDelete("client-keys-delete", "DELETE FROM api_keys WHERE client_id = :client")
                .addParam("client", id.value())
                .execute();
        transaction
                .createNamedDelete("client-delete", "DELETE FROM clients WHERE client_id = :client")
                .addParam("client", id.value())
                .execute();
    }

    List<SiteView> sites(DbExecute execute) {
        return execute.createNamedQuery("sites", SITES)
                .execute()
                .map(row -> new SiteView(
                        row.column("name").getString(),
                        Rows.optionalNumber(row, "rate_per_minute").map(Math::toIntExact),
                        Rows.number(row, "clients")))
                .toList();
    }

    void putSite(DbExecute transaction, String name, Optional<Integer> rate, Instant now) {
        transaction
                .createNamedInsert("site-put", PUT_SITE)
                .addParam("name", name)
                .addParam("rate", (Object) rate.orElse(null))
                .addParam("now", Rows.time(now))
                .execute();
    }

    private static void ensureSite(DbExecute transaction, ClientRecord client) {
        transaction
                .createNamedInsert("site-ensure", ENSURE_SITE)
                .addParam("name", client.site())
                .addParam("now", Rows.time(client.changedAt().orElse(client.createdAt())))
                .execute();
    }

    private static DbStatementDml fields(DbStatementDml statement, ClientRecord client) {
        return statement
                .addParam("client", client.id().value())
                .addParam("domain", (Object) client.domain().orElse(null))
                .addParam("site", client.site())
                .addParam("state", client.state().wire())
                .addParam("rate", (Object) client.ratePerMinute().orElse(null))
                .addParam("replay", client.replay().name().toLowerCase(Locale.ROOT))
                .addParam("grace", (Object) client.graceSeconds().orElse(null))
                .addParam("contact", (Object) client.contact().orElse(null))
                .addParam("notes", (Object) client.notes().orElse(null))
                .addParam("changed", (Object) client.changedAt().map(Rows::time).orElse(null));
    }

    private static ClientView view(DbRow row) {
        return client(row).view(Rows.number(row, "certificates"));
    }

    private static ClientRecord client(DbRow row) {
        return new ClientRecord(
                new ClientId(row.column("client_id").getString()),
                Rows.optionalText(row, "domain"),
                row.column("site").getString(),
                ClientState.parse(row.column("state").getString()),
                Rows.optionalNumber(row, "rate_per_minute").map(Math::toIntExact),
                ReplayMode.valueOf(row.column("replay_mode").getString().toUpperCase(Locale.ROOT)),
                Rows.optionalNumber(row, "grace_seconds"),
                Rows.optionalText(row, "contact"),
                Rows.optionalText(row, "notes"),
                Rows.time(row, "created_at"),
                Rows.optionalTime(row, "changed_at"));
    }
}
