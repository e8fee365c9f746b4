package org.messagebroker.server.user;

import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.ledger.Ledger;

/**
 * People, put together.
 *
 * @param routes {@code /portal/auth} and {@code /portal/profile}
 * @param authentication for every other route that people use
 * @param firstAdministrator for the start
 */
public record UserFeature(HttpService routes, Authentication authentication, FirstAdministrator firstAdministrator) {

    public static UserFeature create(
            Database database, JwtConfig config, Ledger ledger, AuditStore audit, InstantSource clock) {
        AccessTokens tokens = new AccessTokens(config, clock);
        Authentication authentication =
                new Authentication(tokens, new SessionStore(database, clock, config.sessionLifetime()));
        LoginService logins = new LoginService(database, config, tokens, ledger, audit, clock);
        return new UserFeature(
                new AuthRoutes(logins, authentication), authentication, new FirstAdministrator(database, audit, clock));
    }
}
