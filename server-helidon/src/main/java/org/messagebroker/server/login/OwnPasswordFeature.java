package org.messagebroker.server.login;

import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.PasswordHasher;
import org.messagebroker.server.user.Passwords;

/**
 * Changing one's own password, put together.
 *
 * @param routes {@code /portal/password}
 */
public record OwnPasswordFeature(HttpService routes) {

    public static OwnPasswordFeature create(
            Database database,
            PasswordHasher hasher,
            Authentication authentication,
            Ledger ledger,
            AuditStore audit,
            InstantSource clock) {
        OwnPassword password = new OwnPassword(database, new Passwords(hasher), ledger, audit, clock);
        return new OwnPasswordFeature(new OwnPasswordRoutes(authentication, password));
    }
}
