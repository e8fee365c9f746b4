package org.messagebroker.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One message with its history: {@code GET /portal/messages/{id}} and {@code GET /admin/messages/{id}}.
 * {@link #toString()} hides the body.
 *
 * @param id the same as {@code messageId}, under the name older clients read
 * @param senderNumberMasked absent until the message is delivered
 * @param messageBody absent until the message is delivered, and for who may not read bodies or did not ask for it
 * @param requeueEpoch how often it was given up and put back
 * @param attempts oldest first; empty for a message that was stored at the first attempt. Of many attempts the first five and
 *     the last fifteen of each time that it was in the queue are there
 */
public record MessageDetail(
        UUID id,
        MessageId messageId,
        ClientId clientId,
        Optional<String> senderNumberMasked,
        Optional<String> messageBody,
        MessageStatus status,
        int attemptCount,
        Instant createdAt,
        Instant queuedAt,
        Optional<Instant> deliveredAt,
        int requeueEpoch,
        List<MessageAttempt> attempts) {

    public MessageDetail {
        attempts = List.copyOf(attempts);
    }

    /** It as a list shows it. */
    public MessageView view() {
        return new MessageView(
                id,
                messageId,
                clientId,
                senderNumberMasked,
                messageBody,
                status,
                attemptCount,
                createdAt,
                queuedAt,
                deliveredAt);
    }

    @Override
    public String toString() {
        return "MessageDetail[" + messageId + " " + status.wire() + "]";
    }
}
