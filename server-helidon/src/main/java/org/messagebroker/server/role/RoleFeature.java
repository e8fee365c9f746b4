package org.messagebroker.server.role;

import io.helidon.webserver.http.HttpService;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.PeopleChanges;

/**
 * Roles, put together.
 *
 * @param routes {@code /admin/roles} and {@code /admin/permissions}
 */
public record RoleFeature(HttpService routes) {

    public static RoleFeature create(
            Database database, Authentication authentication, PeopleChanges people, AuditStore audit) {
        return new RoleFeature(new RoleRoutes(authentication, new RoleService(database, people, audit)));
    }
}
