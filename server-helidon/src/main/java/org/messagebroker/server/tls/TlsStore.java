package org.messagebroker.server.tls;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.Policy.ListenerPolicy;
import org.messagebroker.api.ProxyReport.Negotiated;
import org.messagebroker.api.TlsSettings;
import org.messagebroker.api.TlsStatus.Use;
import org.messagebroker.server.database.Rows;
import org.messagebroker.server.tls.TlsDecision.Before;
import org.messagebroker.server.tls.TlsDecision.OnTrial;
import org.messagebroker.service.json.Json;

/** The rows of decisions and of what was negotiated. Every method leaves the commit to its caller. */
public final class TlsStore {

    private static final String FIND =
            "SELECT settings, otherwise, change_id, trial_until FROM tls_policies WHERE listener = :listener";
    private static final String PUT = """
            INSERT INTO tls_policies (listener, settings, otherwise, change_id, trial_until, changed_at, changed_by)
            VALUES (:listener, :settings, :otherwise, :change, :until, :now, :by)
            ON DUPLICATE KEY UPDATE settings = :settings, otherwise = :otherwise, change_id = :change,
                trial_until = :until, changed_at = :now, changed_by = :by""";
    private static final String COUNT = """
            INSERT INTO tls_negotiated (listener, peer, protocol, cipher, connections, first_at, last_at)
            VALUES (:listener, :peer, :protocol, :cipher, :count, :at, :at)
            ON DUPLICATE KEY UPDATE connections = connections + :count,
                last_at = CASE WHEN last_at > :at THEN last_at ELSE :at END""";
    private static final String USES = """
            SELECT peer, protocol, cipher, connections, first_at, last_at FROM tls_negotiated
            WHERE listener = :listener AND last_at > :since ORDER BY peer, protocol, cipher""";

    /** What proxies are told about their listener; empty while their own settings hold. */
    public Optional<ListenerPolicy> proxyPolicy(DbExecute execute) {
        return find(execute, Listener.PROXY).map(TlsDecision::policy);
    }

    /** Adds what clients negotiated with proxies; what cannot be is left out. In one order, so that proxies do not deadlock. */
    public void countAtProxies(DbExecute transaction, List<Negotiated> negotiated) {
        negotiated.stream()
                .filter(each -> each.count() > 0 && isName(each.protocol(), 16) && isName(each.cipher(), 64))
                .limit(10_000)
                .sorted(Comparator.comparing(TlsStore::peer)
                        .thenComparing(Negotiated::protocol)
                        .thenComparing(Negotiated::cipher))
                .forEach(each -> count(transaction, Listener.PROXY, peer(each), each));
    }

    private static String peer(Negotiated negotiated) {
        return negotiated.clientId().map(client -> "client:" + client.value()).orElse("");
    }

    private static boolean isName(String text, int longest) {
        return text.length() <= longest && text.matches("[A-Za-z0-9._]+");
    }

    void count(DbExecute transaction, Listener listener, String peer, Negotiated some) {
        transaction
                .createNamedInsert("tls-count", COUNT)
                .addParam("listener", listener.wire())
                .addParam("peer", peer)
                .addParam("protocol", some.protocol())
                .addParam("cipher", some.cipher())
                .addParam("count", some.count())
                .addParam("at", Rows.time(some.lastAt()))
                .execute();
    }

    /** By peer, what was negotiated since then. */
    List<Use> uses(DbExecute execute, Listener listener, Instant since) {
        return execute.createNamedQuery("tls-uses", USES)
                .addParam("listener", listener.wire())
                .addParam("since", Rows.time(since))
                .execute()
                .map(row -> new Use(
                        row.column("peer").getString(),
                        row.column("protocol").getString(),
                        row.column("cipher").getString(),
                        Rows.number(row, "connections"),
                        Rows.time(row, "first_at"),
                        Rows.time(row, "last_at")))
                .toList();
    }

    Optional<TlsDecision> find(DbExecute execute, Listener listener) {
        return find(execute, listener, "tls-find", FIND);
    }

    /** The same, and nobody else changes it until the commit. */
    Optional<TlsDecision> lock(DbExecute transaction, Listener listener) {
        return find(transaction, listener, "tls-lock", FIND + " FOR UPDATE");
    }

    private static Optional<TlsDecision> find(DbExecute execute, Listener listener, String name, String sql) {
        return execute.createNamedGet(name, sql)
                .addParam("listener", listener.wire())
                .execute()
                .map(TlsStore::decision);
    }

    void put(DbExecute transaction, Listener listener, TlsDecision decision, String by, Instant now) {
        transaction
                .createNamedInsert("tls-put", PUT)
                .addParam("listener", listener.wire())
                .addParam("settings", json(decision.settings()))
                .addParam("otherwise", (Object)
                        decision.trial().map(on -> json(on.before())).orElse(null))
                .addParam("change", decision.change())
                .addParam("until", (Object)
                        decision.trial().map(on -> Rows.time(on.until())).orElse(null))
                .addParam("now", Rows.time(now))
                .addParam("by", by)
                .execute();
    }

    void remove(DbExecute transaction, Listener listener) {
        transaction
                .createNamedDelete("tls-remove", "DELETE FROM tls_policies WHERE listener = :listener")
                .addParam("listener", listener.wire())
                .execute();
    }

    private static TlsDecision decision(DbRow row) {
        Optional<OnTrial> trial = Rows.optionalTime(row, "trial_until")
                .map(until -> new OnTrial(
                        until, parse(Rows.optionalText(row, "otherwise").orElseThrow(), Before.class)));
        return new TlsDecision(
                parse(row.column("settings").getString(), TlsSettings.class),
                row.column("change_id").getString(),
                trial);
    }

    private static String json(Object value) {
        return new String(Json.bytes(value), StandardCharsets.UTF_8);
    }

    private static <T> T parse(String json, Class<T> type) {
        return Json.parse(json.getBytes(StandardCharsets.UTF_8), type);
    }
}
