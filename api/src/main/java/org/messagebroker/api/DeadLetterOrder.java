package org.messagebroker.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /admin/dead-letters/requeue} and {@code …/discard}: which messages. Either some by their ids or all that fit
 * a filter, which may be empty to mean all.
 *
 * @param dryRun only count them
 * @param after go on where an order of the same filter ended: the after of its result
 * @param limit how many are looked at, at most; 1 to 10,000
 */
public record DeadLetterOrder(
        List<MessageId> messageIds,
        Optional<Filter> filter,
        Optional<Boolean> dryRun,
        Optional<String> after,
        Optional<Integer> limit) {

    public DeadLetterOrder {
        messageIds = List.copyOf(messageIds);
    }

    /** Some by their ids. */
    public static DeadLetterOrder of(List<MessageId> messageIds) {
        return new DeadLetterOrder(messageIds, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Counts all that fit. */
    public static DeadLetterOrder count(Filter filter) {
        return new DeadLetterOrder(
                List.of(), Optional.of(filter), Optional.of(true), Optional.empty(), Optional.empty());
    }

    /** The next of all that fit. */
    public static DeadLetterOrder piece(Filter filter, Optional<String> after, int limit) {
        return new DeadLetterOrder(List.of(), Optional.of(filter), Optional.empty(), after, Optional.of(limit));
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
