package org.messagebroker.api;

import java.util.List;

/**
 * {@code POST /internal/messages/dead-letters}: a worker hands over, unread, what it gives up. Idempotent on the message
 * id; answered 204 after the server's commit, and only then may the worker drop the messages.
 */
public record DeadLetterRequest(List<DeadLetter> messages) {

    public DeadLetterRequest {
        messages = List.copyOf(messages);
    }

    /**
     * One message given up.
     *
     * @param reason in words for an administrator
     * @param spent whether its attempts are spent; otherwise the server has refused it
     * @param requeueEpoch how often it was given up before and put back
     */
    public record DeadLetter(Envelope envelope, int attemptCount, String reason, boolean spent, int requeueEpoch) {}
}
