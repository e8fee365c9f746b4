package org.messagebroker.server.statistics;

import io.helidon.webserver.http.HttpService;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.health.Turns;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.service.Readiness;

/** Statistics, put together; between {@link #begin} and {@link #close} the rollups are kept up to date. Thread-safe. */
public final class StatisticsFeature implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final HttpService routes;
    private final Turns turns;

    private StatisticsFeature(Folding folding, HttpService routes) {
        this.routes = routes;
        this.turns = new Turns("statistics", PAUSE, () -> {
            folding.foldAll();
            folding.forgetOldQuarters();
        });
    }

    /** @param zone whose days and months are added up */
    public static StatisticsFeature create(
            Database database, Authentication authentication, ZoneId zone, InstantSource clock) {
        return new StatisticsFeature(
                new Folding(database, zone, clock),
                new StatisticsRoutes(
                        authentication,
                        new StatisticsReader(database, clock),
                        new ReportReader(database, clock),
                        zone,
                        clock));
    }

    /** {@code /admin/stats} and {@code /portal/stats}. */
    public HttpService routes() {
        return routes;
    }

    /** From now on, as soon as there is nothing wrong any more. */
    public void begin(Readiness prepared) {
        turns.begin(prepared);
    }

    @Override
    public void close() {
        turns.close();
    }
}
