package org.messagebroker.proxy.health;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
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

    public HealthRoutes(HealthReport report, InstantSource clock) {
        this.report = report;
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
