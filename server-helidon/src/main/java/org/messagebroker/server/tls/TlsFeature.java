package org.messagebroker.server.tls;

import io.helidon.webserver.http.HttpService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.policy.PolicyVersions;
import org.messagebroker.server.policy.Proxies;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.service.Readiness;
import org.messagebroker.service.tls.ListenerTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The TLS of the listeners, put together. Looks every second for trials that are over and for what others have decided. */
public final class TlsFeature implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TlsFeature.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final OwnListener own;
    private final TlsService service;
    private final HttpService routes;
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tls-keeper").factory());

    private TlsFeature(OwnListener own, TlsService service, HttpService routes) {
        this.own = own;
        this.service = service;
        this.routes = routes;
    }

    public static TlsFeature create(
            Database database,
            TlsStore store,
            Authentication authentication,
            Proxies proxies,
            PolicyVersions versions,
            AuditStore audit,
            InstantSource clock) {
        OwnListener own = new OwnListener(clock);
        TlsService service = new TlsService(database, store, own, proxies, versions, audit, clock);
        return new TlsFeature(own, service, new TlsRoutes(authentication, service));
    }

    /** {@code /admin/tls}. */
    public HttpService routes() {
        return routes;
    }

    /** Takes charge of this server's listener. */
    public void govern(ListenerTls listener) {
        own.govern(listener);
    }

    /** Begins to look, once the server is prepared. */
    public void begin(Readiness prepared) {
        var _ = schedule.scheduleWithFixedDelay(
                () -> look(prepared), 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A throw would end the schedule, and a trial would never return. */
    private void look(Readiness prepared) {
        if (prepared.fault().isPresent()) {
            return;
        }
        try {
            service.endTrials();
            service.obey();
            service.count();
        } catch (RuntimeException failed) {
            LOG.warn("the TLS of the listeners could not be looked after: {}", failed.getMessage());
        }
    }

    @Override
    public void close() {
        schedule.shutdownNow();
    }
}
