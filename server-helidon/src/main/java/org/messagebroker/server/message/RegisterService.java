package org.messagebroker.server.message;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.RegisterRequest.Registration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a proxy's announcements of accepted messages. Best effort: what is not good is left out, with a line in the log. */
final class RegisterService {

    private static final Logger LOG = LoggerFactory.getLogger(RegisterService.class);

    private final MessageStore store;
    private final MessageCounters counters;
    private final InstantSource clock;

    RegisterService(MessageStore store, MessageCounters counters, InstantSource clock) {
        this.store = store;
        this.counters = counters;
        this.clock = clock;
    }

    void register(List<Registration> messages) {
        Instant now = clock.instant();
        counters.registered(store.register(
                messages.stream().filter(message -> isGood(message, now)).toList()));
    }

    private static boolean isGood(Registration message, Instant now) {
        Optional<IdWindow.Fault> fault = IdWindow.DEFAULT
                .fault(message.messageId(), now)
                .or(() -> IdWindow.DEFAULT.fault("the time it was accepted", message.acceptedAt(), now));
        fault.ifPresent(found -> LOG.warn(
                "Message {} of {} is not registered: {}", message.messageId(), message.clientId(), found.reason()));
        return fault.isEmpty();
    }
}
