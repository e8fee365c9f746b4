package org.messagebroker.server.client;

import io.helidon.dbclient.DbExecute;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ClientOrder;
import org.messagebroker.api.ClientPage;
import org.messagebroker.api.ClientView;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.SiteView;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.ledger.LedgerEntry;
import org.messagebroker.server.policy.PolicyVersions;
import org.messagebroker.service.Problem;

/** Changes the inventory of clients; every change reaches the proxies with the next policy. Thread-safe. */
final class ClientService {

    private final Database database;
    private final ClientStore store = new ClientStore();
    private final PolicyVersions versions;
    private final Ledger ledger;
    private final AuditStore audit;
    private final InstantSource clock;

    ClientService(Database database, PolicyVersions versions, Ledger ledger, AuditStore audit, InstantSource clock) {
        this.database = database;
        this.versions = versions;
        this.ledger = ledger;
        this.audit = audit;
        this.clock = clock;
    }

    ClientPage search(ClientSearch search) {
        return new ClientPage(
                database.read(execute -> store.search(execute, search, clock.instant())),
                database.read(execute -> store.count(execute, search)));
    }

    /** @throws Problem not_found */
    ClientView find(ClientId id) {
        return database.read(execute -> store.find(execute, id, clock.instant()))
                .orElseThrow(ClientService::unknown);
    }

    /** @throws Problem conflict when there is one of this id */
    ClientView create(ClientOrder order, Actor actor) {
        ClientId id = order.clientId().orElseThrow(() -> Problem.invalidField("client_id", "is missing."));
        if (id.equals(Envelope.TEST_CLIENT)) {
            throw Problem.invalidField("client_id", "is the name under which test messages travel; choose another.");
        }
        ClientRecord client = ClientRecord.of(id, order, ClientState.ACTIVE, clock.instant(), clock.instant());
        database.transaction(transaction -> {
            if (store.lock(transaction, id).isPresent()) {
                throw Problem.of(ErrorCode.CONFLICT, "There is a client " + id + " already.");
            }
            store.add(transaction, client);
            return record(transaction, actor, "client.create", client, Map.of("after", client.audited()));
        });
        return find(id);
    }

    ClientView change(ClientId id, ClientOrder order, Actor actor) {
        return change(
                id,
                before -> ClientRecord.of(id, order, before.state(), before.createdAt(), clock.instant()),
                "client.change",
                actor);
    }

    ClientView changeState(ClientId id, ClientState state, Actor actor) {
        String action = state == ClientState.ACTIVE ? "client.enable" : "client.disable";
        return change(id, before -> before.in(state, clock.instant()), action, actor);
    }

    private ClientView change(ClientId id, Function<ClientRecord, ClientRecord> change, String action, Actor actor) {
        database.transaction(transaction -> {
            ClientRecord before = store.lock(transaction, id).orElseThrow(ClientService::unknown);
            ClientRecord after = change.apply(before);
            store.update(transaction, after);
            if (before.state() != after.state()) {
                ledger.append(kind(after.state()), id.value(), Map.of());
            }
            return record(
                    transaction, actor, action, after, Map.of("before", before.audited(), "after", after.audited()));
        });
        return find(id);
    }

    /** @throws Problem conflict while something hangs on the client */
    void delete(ClientId id, Actor actor) {
        database.transaction(transaction -> {
            ClientRecord before = store.lock(transaction, id).orElseThrow(ClientService::unknown);
            if (store.uses(transaction, id, clock.instant()) > 0) {
                throw Problem.of(
                        ErrorCode.CONFLICT,
                        "The client " + id
                                + " has messages, users or active certificates; disable it, or remove those first.");
            }
            store.delete(transaction, id);
            return record(transaction, actor, "client.delete", before, Map.of("before", before.audited()));
        });
    }

    List<SiteView> sites() {
        return database.read(store::sites);
    }

    SiteView putSite(String name, Optional<Integer> rate, Actor actor) {
        String checked = ClientRecord.site(name);
        Optional<Integer> limit = ClientRecord.rate(rate);
        return database.transaction(transaction -> {
            Optional<SiteView> before = site(transaction, checked);
            store.putSite(transaction, checked, limit, clock.instant());
            SiteView after = site(transaction, checked).orElseThrow();
            Map<String, Object> details = new HashMap<>();
            before.ifPresent(was -> details.put("before", audited(was)));
            details.put("after", audited(after));
            audit.add(transaction, new AuditEntry(actor, "site.change", checked, details));
            versions.advance(transaction);
            return after;
        });
    }

    private Optional<SiteView> site(DbExecute transaction, String name) {
        return store.sites(transaction).stream()
                .filter(site -> site.name().equals(name))
                .findFirst();
    }

    private static Map<String, Object> audited(SiteView site) {
        return site.ratePerMinute()
                .<Map<String, Object>>map(most -> Map.of("rate_per_minute", most))
                .orElse(Map.of());
    }

    private boolean record(
            DbExecute transaction, Actor actor, String action, ClientRecord client, Map<String, Object> details) {
        audit.add(transaction, new AuditEntry(actor, action, client.id().value(), details));
        versions.advance(transaction);
        return true;
    }

    private static LedgerEntry.Kind kind(ClientState state) {
        return state == ClientState.ACTIVE ? LedgerEntry.Kind.CLIENT_ENABLED : LedgerEntry.Kind.CLIENT_DISABLED;
    }

    static Problem unknown() {
        return Problem.of(ErrorCode.NOT_FOUND, "There is no client of this id.");
    }
}
