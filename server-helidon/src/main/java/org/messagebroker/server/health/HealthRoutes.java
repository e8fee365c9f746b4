package org.messagebroker.server.health;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.messagebroker.api.Health;
import org.messagebroker.service.Readiness;
import org.messagebroker.service.json.JsonBody;

/** {@code GET /health}: for anyone, in one word each; the reasons are in the log and on the management listener. */
public final class HealthRoutes implements HttpService {

    private final Readiness preparation;
    private final Readiness database;
    private final Readiness keyCopy;
    private final Readiness audit;
    private final String version;
    private final InstantSource clock;
    private final Instant started;

    /**
     * Begins to count the uptime.
     *
     * @param keyCopy whether a copy of the keys is outside the machine; without one the server serves, but is degraded
     * @param audit whether rows of the audit are gone; then the server serves, but is degraded
     */
    public HealthRoutes(
            Readiness preparation,
            Readiness database,
            Readiness keyCopy,
            Readiness audit,
            String version,
            InstantSource clock) {
        this.preparation = preparation;
        this.database = database;
        this.keyCopy = keyCopy;
        this.audit = audit;
        this.version = version;
        this.clock = clock;
        this.started = clock.instant();
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/health", this::health);
    }

    private void health(ServerRequest request, ServerResponse response) {
        boolean prepared = preparation.fault().isEmpty();
        boolean databaseUp = database.fault().isEmpty();
        boolean copied = keyCopy.fault().isEmpty();
        boolean audited = audit.fault().isEmpty();
        Health.Status status = status(prepared && databaseUp, copied && audited);
        Instant now = clock.instant();
        Health health = new Health(
                status,
                version,
                now,
                Map.of(
                        "database",
                        word(databaseUp),
                        "preparation",
                        word(prepared),
                        "key_copy",
                        copied ? "healthy" : "missing",
                        "audit",
                        audited ? "healthy" : "broken"),
                Duration.between(started, now).toSeconds());
        JsonBody.send(response, status == Health.Status.UNHEALTHY ? 503 : 200, health);
    }

    private static Health.Status status(boolean serves, boolean unblemished) {
        if (!serves) {
            return Health.Status.UNHEALTHY;
        }
        return unblemished ? Health.Status.HEALTHY : Health.Status.DEGRADED;
    }

    private static String word(boolean good) {
        return good ? "healthy" : "unhealthy";
    }
}
