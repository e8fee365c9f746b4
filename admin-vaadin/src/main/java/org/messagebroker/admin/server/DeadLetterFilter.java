package org.messagebroker.admin.server;

import java.time.Instant;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.DeadLetterKind;
import org.messagebroker.api.DeadLetterOrder;
import org.messagebroker.api.DeadLetterState;

/**
 * Which messages that were given up are looked for: all that is given must fit.
 *
 * @param reason a part of the reason
 */
public record DeadLetterFilter(
        Optional<DeadLetterKind> kind,
        Optional<DeadLetterState> state,
        Optional<ClientId> clientId,
        Optional<String> reason) {

    /** Those with which nothing is done yet. */
    public static final DeadLetterFilter DEAD = new DeadLetterFilter(
            Optional.empty(), Optional.of(DeadLetterState.DEAD), Optional.empty(), Optional.empty());

    /** Those of them that were given up before this time, as an order names them: only what is dead is acted on. */
    public DeadLetterOrder.Filter givenUpBefore(Instant time) {
        return new DeadLetterOrder.Filter(clientId, kind, reason, Optional.empty(), Optional.of(time));
    }
}
