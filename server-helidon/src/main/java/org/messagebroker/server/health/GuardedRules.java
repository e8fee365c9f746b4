package org.messagebroker.server.health;

import io.helidon.http.HttpPrologue;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Optional;
import org.messagebroker.server.audit.AuditException;
import org.messagebroker.server.database.DatabaseUnavailableException;
import org.messagebroker.server.database.RefusedDataException;
import org.messagebroker.server.database.UnsafeDatabaseException;
import org.messagebroker.server.ledger.LedgerException;
import org.messagebroker.service.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds routes that need the database: until the server is prepared, and when the database fails, they answer 503. */
public final class GuardedRules implements HttpRules {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedRules.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final HttpRules rules;
    private final Preparation preparation;

    public GuardedRules(HttpRules rules, Preparation preparation) {
        this.rules = rules;
        this.preparation = preparation;
    }

    @Override
    public HttpRules register(HttpService... services) {
        for (HttpService service : services) {
            service.routing(this);
        }
        return this;
    }

    @Override
    public HttpRules register(String pathPattern, HttpService... services) {
        throw new IllegalArgumentException("routes are given with their whole path");
    }

    @Override
    public HttpRules route(HttpRoute route) {
        rules.route(new Guarded(route, (request, response) -> handle(route.handler(), request, response)));
        return this;
    }

    private void handle(Handler handler, ServerRequest request, ServerResponse response) throws Exception {
        if (preparation.fault().isPresent()) {
            throw Problem.unavailable("The server is starting, or waits for its database; try again.", RETRY_AFTER);
        }
        try {
            handler.handle(request, response);
        } catch (DatabaseUnavailableException unavailable) {
            LOG.warn("A request failed because the database did not answer", unavailable);
            throw Problem.unavailable("The database does not answer at this moment; try again.", RETRY_AFTER);
        } catch (UnsafeDatabaseException unsafe) {
            LOG.error("A request was refused: {}", unsafe.getMessage());
            throw Problem.unavailable("Nothing was stored: " + unsafe.getMessage() + ".", RETRY_AFTER);
        } catch (AuditException unusable) {
            LOG.error("A request was refused because the audit cannot be written", unusable);
            throw Problem.unavailable(
                    "The server's audit cannot be written, so nothing was changed; its log says why.", RETRY_AFTER);
        } catch (RefusedDataException refused) {
            LOG.warn("A request was refused because the database does not take a value of it", refused);
            throw Problem.invalid("A value is too long or out of range, so nothing was changed.");
        } catch (LedgerException unusable) {
            LOG.error("A request was refused because the ledger cannot be used", unusable);
            throw Problem.unavailable(
                    "The server's ledger cannot be used, so nothing was changed; its log says why.", RETRY_AFTER);
        }
    }

    private record Guarded(HttpRoute route, Handler handler) implements HttpRoute {

        @Override
        public PathMatchers.MatchResult accepts(HttpPrologue prologue) {
            return route.accepts(prologue);
        }

        @Override
        public Optional<PathMatcher> pathMatcher() {
            return route.pathMatcher();
        }
    }
}
