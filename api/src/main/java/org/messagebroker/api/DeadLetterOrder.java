package org.messagebroker.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /admin/dead-letters/requeue} and {@code …/discard}: which messages. Either some by their ids or all that fit
 * a filter, which may be empty to mean all.
 *
 * @param dryRun only count them
 */
public record DeadLetterOrder(List<MessageId> messageIds, Optional<Filter> filter, Optional<Boolean> dryRun) {

    public DeadLetterOrder {
        messageIds = List.copyOf(messageIds);
    }

    /**
     * All that is given must fit.
     *
     * @param reason a part of the reason
     * @param from given up at this time or later
     * @param until given up before this time
     */
    public record Filter(
            Optional<ClientId> clientId,
            Optional<DeadLetterKind> kind,
            Optional<String> reason,
            Optional<Instant> from,
            Optional<Instant> until) {}
}
