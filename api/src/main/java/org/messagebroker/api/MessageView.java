package org.messagebroker.api;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One message as the portal shows it. {@link #toString()} hides the body.
 *
 * @param id the same as {@code messageId}, under the name older clients read
 * @param senderNumberMasked absent until the message is delivered
 * @param messageBody absent until the message is delivered, and for readers without the permission to read bodies
 */
public record MessageView(
        UUID id,
        MessageId messageId,
        ClientId clientId,
        Optional<String> senderNumberMasked,
        Optional<String> messageBody,
        MessageStatus status,
        int attemptCount,
        Instant createdAt,
        Instant queuedAt,
        Optional<Instant> deliveredAt) {

    @Override
    public String toString() {
        return "MessageView[" + messageId + " " + status.wire() + "]";
    }
}
