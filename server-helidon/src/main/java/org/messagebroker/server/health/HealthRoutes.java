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
    private final String version;
    private final InstantSource clock;
    private final Instant started;

    /** Begins to count the uptime. */
    public HealthRoutes(Readiness preparation, Readiness database, String version, InstantSource clock) {
        this.preparation = preparation;
        this.database = database;
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
        Health.Status status = prepared && databaseUp ? Health.Status.HEALTHY : Health.Status.UNHEALTHY;
        Instant now = clock.instant();
        Health health = new Health(
                status,
                version,
                now,
                Map.of("database", word(databaseUp), "preparation", word(prepared)),
                Duration.between(started, now).toSeconds());
        JsonBody.send(response, status == Health.Status.HEALTHY ? 200 : 503, health);
    }

    private static String word(boolean good) {
        return good ? "healthy" : "unhealthy";
    }
}
