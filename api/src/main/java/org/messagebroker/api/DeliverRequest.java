package org.messagebroker.api;

import java.util.List;

/** {@code POST /internal/messages/deliver}: a worker hands over whole messages. Idempotent on the message id. */
public record DeliverRequest(List<Delivery> messages) {

    public DeliverRequest {
        messages = List.copyOf(messages);
    }

    /**
     * One message.
     *
     * @param attemptCount deliveries tried before this one, since it was last put back
     * @param requeueEpoch how often it was given up and put back
     */
    public record Delivery(Envelope envelope, int attemptCount, int requeueEpoch) {}
}
