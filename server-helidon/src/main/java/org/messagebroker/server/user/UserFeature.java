package org.messagebroker.server.user;

import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.ledger.Ledger;

/**
 * People, put together.
 *
 * @param routes {@code /admin/users}
 * @param authentication for every route that people use
 * @param people for whatever else changes what people may do
 * @param firstAdministrator for the start
 */
public record UserFeature(
        HttpService routes,
        Authentication authentication,
        PeopleChanges people,
        FirstAdministrator firstAdministrator) {

    /** @param hasher the only one of the process, because it bounds how many passwords are checked at once */
    public static UserFeature create(
            Database database,
            PasswordHasher hasher,
            Authentication authentication,
            Ledger ledger,
            AuditStore audit,
            InstantSource clock) {
        PeopleChanges people = new PeopleChanges(database, clock);
        UserService users = new UserService(database, people, new Passwords(hasher), ledger, audit, clock);
        return new UserFeature(
                new UserRoutes(authentication, users, clock),
                authentication,
                people,
                new FirstAdministrator(database, hasher, audit, clock));
    }
}
