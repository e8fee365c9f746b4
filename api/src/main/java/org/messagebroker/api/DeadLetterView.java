package org.messagebroker.api;

import java.time.Instant;
import java.util.Optional;

/**
 * A message that was given up, as administrators see it. {@link #toString()} hides the body.
 *
 * @param state dead, or requeued: on its way again, and kept here until it is stored or given up again
 * @param reason in words
 * @param requeueEpoch how often it was put back
 * @param acceptedAt when the proxy took it, as the message says
 * @param diedAt when the server got it
 * @param senderNumberMasked only where one message is asked for with its body, and it can be read
 * @param messageBody likewise
 * @param unreadable why it cannot be read, where its body was asked for
 */
public record DeadLetterView(
        MessageId messageId,
        ClientId clientId,
        DeadLetterKind kind,
        DeadLetterState state,
        String reason,
        int attemptCount,
        int requeueEpoch,
        Instant acceptedAt,
        Instant diedAt,
        Optional<String> senderNumberMasked,
        Optional<String> messageBody,
        Optional<String> unreadable) {

    @Override
    public String toString() {
        return "DeadLetterView[" + messageId + " of " + clientId + "]";
    }
}
