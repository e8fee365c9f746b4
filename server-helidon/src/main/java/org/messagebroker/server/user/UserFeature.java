package org.messagebroker.server.user;

import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;

/**
 * People, put together.
 *
 * @param routes {@code /portal/auth} and {@code /portal/profile}
 * @param authentication for every other route that people use
 * @param firstAdministrator for the start
 */
public record UserFeature(HttpService routes, Authentication authentication, FirstAdministrator firstAdministrator) {

    public static UserFeature create(Database database, JwtConfig config, AuditStore audit, InstantSource clock) {
        AccessTokens tokens = new AccessTokens(config, clock);
        Authentication authentication =
                new Authentication(tokens, new SessionStore(database, clock, config.sessionLifetime()));
        LoginService logins = new LoginService(database, config, tokens, audit, clock);
        return new UserFeature(
                new AuthRoutes(logins, authentication), authentication, new FirstAdministrator(database, audit, clock));
    }
}
