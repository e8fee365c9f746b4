package org.messagebroker.server.key;

import io.helidon.webserver.http.HttpService;
import java.time.Duration;
import java.time.InstantSource;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.authority.Upkeep;
import org.messagebroker.server.crypto.KeyRing;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.policy.PolicyVersions;
import org.messagebroker.server.policy.Proxies;
import org.messagebroker.server.reencryption.DeadLetterVersions;
import org.messagebroker.server.reencryption.ReencryptionConfig;
import org.messagebroker.server.reencryption.Reencryptions;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.Readiness;

/** The keys, put together. */
public final class KeyFeature implements AutoCloseable {

    private final KeyRing ring;
    private final KeyChanges changes;
    private final KeyCopies copies;
    private final Reencryptions reencryptions;
    private final HttpService routes;

    private KeyFeature(
            KeyRing ring, KeyChanges changes, KeyCopies copies, Reencryptions reencryptions, HttpService routes) {
        this.ring = ring;
        this.changes = changes;
        this.copies = copies;
        this.reencryptions = reencryptions;
        this.routes = routes;
    }

    /**
     * Puts it together.
     *
     * @param grace how long proxies accept without hearing from the server
     */
    public static KeyFeature create(
            Database database,
            KeyRing ring,
            ReencryptionConfig config,
            Proxies proxies,
            Duration grace,
            Authentication authentication,
            PolicyVersions versions,
            AuditStore audit,
            Metrics metrics,
            InstantSource clock) {
        Reencryptions reencryptions = Reencryptions.create(database, ring, config, clock);
        UnsealUse unseal = new UnsealUse(proxies::all, new DeadLetterVersions(database, ring), grace);
        KeyChanges changes = new KeyChanges(database, ring, reencryptions, unseal, versions, audit, clock);
        KeyCopies copies = new KeyCopies(database, ring, audit, clock);
        metrics.gauge(
                "main_server_keys_without_copy",
                "Keys of which no copy is known outside the machine",
                copies::uncopied);
        return new KeyFeature(
                ring,
                changes,
                copies,
                reencryptions,
                new KeyRoutes(
                        authentication,
                        changes,
                        copies,
                        new ReencryptionControl(database, ring, reencryptions, audit)));
    }

    /** {@code /admin/keys}. */
    public HttpService routes() {
        return routes;
    }

    /** Why the keys need an administrator. */
    public Readiness warning() {
        return copies::warning;
    }

    /** From now on keys are looked after, once the server is prepared. Call it once. */
    public void follow(Upkeep upkeep) {
        upkeep.add("Looking for rotated keys", ring::refresh);
        upkeep.add("Noting which keys proxies use", changes::noteUnused);
        upkeep.add("Looking for copies of the keys", copies::look);
        upkeep.add("Sealing again what is stored", reencryptions::begin);
    }

    @Override
    public void close() {
        reencryptions.close();
    }
}
