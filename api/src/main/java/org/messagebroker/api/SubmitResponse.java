package org.messagebroker.api;

import java.time.Instant;

/**
 * The 202 answer of {@code POST /api/v1/messages}: the message is durable.
 *
 * @param position messages of the shard that are not yet delivered, this one included; informative
 */
public record SubmitResponse(
        MessageId messageId, MessageStatus status, ClientId clientId, Instant queuedAt, long position) {}
