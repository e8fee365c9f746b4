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
     * @param attemptCount deliveries tried before this one
     */
    public record Delivery(Envelope envelope, int attemptCount) {}
}
