package org.messagebroker.server.audit;

import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.Readiness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit, put together. */
public final class AuditFeature implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AuditFeature.class);

    private final ChainBeginning beginning;
    private final HeadWatch watch;
    private final Pruning pruning;
    private final HttpService routes;

    private AuditFeature(ChainBeginning beginning, HeadWatch watch, Pruning pruning, HttpService routes) {
        this.beginning = beginning;
        this.watch = watch;
        this.pruning = pruning;
        this.routes = routes;
    }

    public static AuditFeature create(
            Database database,
            AuditConfig config,
            ChainKey key,
            AuditStore audit,
            Ledger ledger,
            Authentication authentication,
            Metrics metrics,
            InstantSource clock) {
        HeadWatch watch = new HeadWatch(database, ledger, config.headInterval(), clock);
        metrics.gauge(
                "main_server_audit_broken",
                "Whether rows of the audit that were there are gone: 0 or 1",
                () -> watch.fault().isPresent() ? 1 : 0);
        AuditDesk desk = new AuditDesk(database, audit, new Verification(database, key, clock), watch);
        return new AuditFeature(
                new ChainBeginning(database, key, audit),
                watch,
                new Pruning(database, key, audit, config, clock),
                new AuditRoutes(authentication, desk));
    }

    /** {@code /admin/audit}. */
    public HttpService routes() {
        return routes;
    }

    /** Why the audit needs an administrator. */
    public Readiness warning() {
        return watch;
    }

    /** Once, when the database is there, before anything else is written to the audit. */
    public void prepare() {
        beginning.prepare(watch.remember());
        watch.look();
    }

    /** From time to time: looks, notes the heads outside the database, and removes what is over. */
    public void turn() {
        watch.turn();
        pruning.turn();
    }

    /** Notes the heads a last time. */
    @Override
    public void close() {
        try {
            watch.look();
            watch.note();
        } catch (RuntimeException failed) {
            LOG.warn("The audit's heads could not be noted at the end: {}", failed.getMessage());
        }
    }
}
