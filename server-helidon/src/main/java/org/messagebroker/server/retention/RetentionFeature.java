package org.messagebroker.server.retention;

import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.time.ZoneId;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.statistics.ExpiredCounts;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.service.Readiness;

/** Retention and the upkeep of the table of messages, put together. */
public final class RetentionFeature implements AutoCloseable {

    private final StorageUpkeep upkeep;
    private final HttpService routes;

    private RetentionFeature(StorageUpkeep upkeep, HttpService routes) {
        this.upkeep = upkeep;
        this.routes = routes;
    }

    /** @param zone whose days and months policies mean */
    public static RetentionFeature create(
            Database database, Authentication authentication, ZoneId zone, AuditStore audit, InstantSource clock) {
        ExpiredCounts counts = new ExpiredCounts(zone);
        PolicyStore policies = new PolicyStore();
        FloorRise rise = new FloorRise(policies, counts, clock);
        RunStore runs = new RunStore();
        StorageUpkeep upkeep = new StorageUpkeep(database, new Partitions(clock), rise, runs, clock);
        return new RetentionFeature(
                upkeep,
                new RetentionRoutes(
                        authentication,
                        new RetentionService(database, policies, rise, runs, counts, upkeep, audit, clock)));
    }

    /** {@code /admin/data-retention}. */
    public HttpService routes() {
        return routes;
    }

    /** Once, when the database is there: partitions for what is about to come. */
    public void prepare() {
        upkeep.prepare();
    }

    /** From now on, as soon as there is nothing wrong any more. */
    public void begin(Readiness prepared) {
        upkeep.begin(prepared);
    }

    @Override
    public void close() {
        upkeep.close();
    }
}
