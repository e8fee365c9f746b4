package org.messagebroker.api;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a message stands, as its client may see it: {@code GET /api/v1/messages/{id}} at the proxy,
 * {@code GET /internal/messages/{id}} at the server.
 *
 * @param attemptCount deliveries tried and not successful
 */
public record MessageState(
        MessageId messageId,
        ClientId clientId,
        MessageStatus status,
        Instant queuedAt,
        Optional<Instant> deliveredAt,
        int attemptCount) {}
