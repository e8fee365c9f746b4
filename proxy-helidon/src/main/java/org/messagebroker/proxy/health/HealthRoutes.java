package org.messagebroker.proxy.health;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.messagebroker.api.Health;
import org.messagebroker.service.json.JsonBody;

/**
 * {@code GET /api/v1/health}: how the proxy is, for anyone, without a certificate. Answers from what was seen last, so
 * that asking costs neither Redis nor the server anything. Thread-safe.
 */
public final class HealthRoutes implements HttpService {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final HealthReport report;
    private final InstantSource clock;

    /**
     * Begins to count the uptime.
     *
     * @param certificateEnd when the certificate that the proxy presents at the moment ends
     */
    public HealthRoutes(
            QueueProbe queue,
            ServerProbe server,
            Supplier<Instant> certificateEnd,
            HealthConfig config,
            String version,
            InstantSource clock) {
        this.report = new HealthReport(queue, server, certificateEnd, config, version, clock.instant());
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/health", this::health);
    }

    private void health(ServerRequest request, ServerResponse response) {
        Health health = report.at(clock.instant());
        JsonBody.send(response, health.status() == Health.Status.UNHEALTHY ? UNAVAILABLE : OK, health);
    }
}
