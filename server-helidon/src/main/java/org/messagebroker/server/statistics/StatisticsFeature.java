package org.messagebroker.server.statistics;

import io.helidon.webserver.http.HttpService;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.service.Readiness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Statistics, put together; between {@link #begin} and {@link #close} the rollups are kept up to date. Thread-safe. */
public final class StatisticsFeature implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StatisticsFeature.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Folding folding;
    private final HttpService routes;
    private Optional<Thread> turns = Optional.empty();

    private StatisticsFeature(Folding folding, HttpService routes) {
        this.folding = folding;
        this.routes = routes;
    }

    /** @param zone whose days and months are added up */
    public static StatisticsFeature create(
            Database database, Authentication authentication, ZoneId zone, InstantSource clock) {
        return new StatisticsFeature(
                new Folding(database, zone, clock),
                new StatisticsRoutes(authentication, new StatisticsReader(database, clock)));
    }

    /** {@code /admin/stats}. */
    public HttpService routes() {
        return routes;
    }

    /** From now on, as soon as there is nothing wrong any more. */
    public synchronized void begin(Readiness prepared) {
        turns = Optional.of(Thread.ofVirtual().name("statistics").start(() -> untilStopped(prepared)));
    }

    private void untilStopped(Readiness prepared) {
        try {
            while (true) {
                if (prepared.fault().isEmpty()) {
                    turn();
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() {
        try {
            folding.foldAll();
            folding.forgetOldQuarters();
        } catch (RuntimeException failed) {
            LOG.warn("Statistics could not be added up; they are tried again: {}", failed.getMessage(), failed);
        }
    }

    @Override
    public synchronized void close() {
        turns.ifPresent(Thread::interrupt);
    }
}
