package org.messagebroker.api;

import java.time.Instant;
import java.util.UUID;

/**
 * A log-in that goes on.
 *
 * @param lastUsed when it was last given a new token
 * @param address where it was begun
 * @param agent the program that was used, as it calls itself; may be empty
 * @param current whether the one who asks is in it himself
 */
public record SessionView(
        UUID id,
        Instant createdAt,
        Instant lastUsed,
        Instant expiresAt,
        String address,
        String agent,
        boolean current) {}
