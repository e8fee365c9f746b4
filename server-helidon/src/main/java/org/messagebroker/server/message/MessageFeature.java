package org.messagebroker.server.message;

import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import org.messagebroker.sealing.Opener;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.command.CommandFeature;
import org.messagebroker.server.command.CommandStore;
import org.messagebroker.server.crypto.KeyRing;
import org.messagebroker.server.crypto.UnsealKeys;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.policy.Admission;
import org.messagebroker.server.testmessage.TestMessages;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.service.Metrics;

/**
 * Messages, put together.
 *
 * @param internalRoutes {@code /internal/messages}
 * @param portalRoutes {@code /portal/messages}
 * @param adminRoutes {@code /admin/messages}
 * @param deadLetterRoutes {@code /admin/dead-letters}
 * @param letters finds what a command is to put back
 */
public record MessageFeature(
        HttpService internalRoutes,
        HttpService portalRoutes,
        HttpService adminRoutes,
        HttpService deadLetterRoutes,
        CommandFeature.Letters letters) {

    public static MessageFeature create(
            Database database,
            KeyRing keys,
            AuditStore audit,
            Authentication authentication,
            Admission admission,
            CommandStore commands,
            TestMessages tests,
            Metrics metrics,
            InstantSource clock) {
        MessageSealer sealer = new MessageSealer(keys);
        MessageStore store = new MessageStore(database, clock);
        MessageCounters counters = new MessageCounters(metrics);
        PayloadReader payloads =
                new PayloadReader(new Opener(new UnsealKeys(keys)::find, new SealingProxies(database)::of, clock));
        DeadLetterStore deadLetters = new DeadLetterStore(database, sealer, clock);
        MessageList list = new MessageList(database, sealer, audit, clock);
        MessageAnswers answers = new MessageAnswers(list, new MessageExport(database, list, audit));
        return new MessageFeature(
                new InternalMessageRoutes(
                        admission,
                        new RegisterService(store, counters, clock),
                        new DeliverService(store, payloads, sealer, deadLetters, tests, counters, clock),
                        deadLetters,
                        store,
                        counters),
                new PortalMessageRoutes(authentication, answers),
                new AdminMessageRoutes(authentication, answers),
                new DeadLetterRoutes(
                        authentication,
                        new DeadLetterList(database, sealer, payloads, audit),
                        new DeadLetterDecisions(database, commands, audit, clock)),
                deadLetters::sealed);
    }
}
