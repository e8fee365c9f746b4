package org.messagebroker.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long messages are kept.
 *
 * @param zone whose days are meant
 * @param usual of every client that has none of its own
 * @param clients those that have one
 */
public record RetentionPolicies(String zone, Policy usual, List<Policy> clients) {

    public RetentionPolicies {
        clients = List.copyOf(clients);
    }

    /**
     * One policy. With neither days nor months, messages are kept for ever.
     *
     * @param clientId absent for the usual one
     * @param visibleFrom what is older is shown to nobody; absent while nothing is hidden. It never moves back.
     * @param changedAt absent while nobody has decided anything
     */
    public record Policy(
            Optional<ClientId> clientId,
            Optional<Integer> keepDays,
            Optional<Integer> keepMonths,
            Optional<Instant> visibleFrom,
            Optional<Instant> changedAt,
            Optional<String> changedBy) {}
}
