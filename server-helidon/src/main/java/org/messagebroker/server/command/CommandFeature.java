package org.messagebroker.server.command;

import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.policy.Admission;
import org.messagebroker.server.user.Authentication;

/**
 * Commands, put together.
 *
 * @param internalRoutes {@code /internal/commands}
 * @param adminRoutes {@code /admin/quarantine}
 */
public record CommandFeature(HttpService internalRoutes, HttpService adminRoutes) {

    public static CommandFeature create(
            Database database,
            CommandStore commands,
            Letters letters,
            Authentication authentication,
            Admission admission,
            AuditStore audit,
            InstantSource clock) {
        SiteQuarantines quarantines = new SiteQuarantines(database, commands, audit, clock);
        return new CommandFeature(
                new InternalCommandRoutes(admission, commands, quarantines, letters),
                new QuarantineRoutes(authentication, quarantines));
    }

    /** Where messages that were given up are kept. */
    @FunctionalInterface
    public interface Letters {

        /** A message as it came, still sealed; empty when it is not there. */
        Optional<Envelope> sealed(MessageId message, ClientId client);
    }
}
