package org.messagebroker.server.client;

import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.policy.PolicyVersions;
import org.messagebroker.server.user.Authentication;

/**
 * Clients, put together.
 *
 * @param routes {@code /admin/clients} and {@code /admin/sites}
 */
public record ClientFeature(HttpService routes) {

    public static ClientFeature create(
            Database database,
            Authentication authentication,
            PolicyVersions versions,
            Ledger ledger,
            AuditStore audit,
            InstantSource clock) {
        return new ClientFeature(new ClientRoutes(
                authentication,
                new ClientService(database, versions, ledger, audit, clock),
                new ApiKeyService(database, versions, ledger, audit, clock)));
    }
}
