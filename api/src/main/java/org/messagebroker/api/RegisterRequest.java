package org.messagebroker.api;

import java.time.Instant;
import java.util.List;

/** {@code POST /internal/messages/register}: a proxy makes accepted messages visible early. Best effort, idempotent. */
public record RegisterRequest(List<Registration> messages) {

    public RegisterRequest {
        messages = List.copyOf(messages);
    }

    /** One message that a proxy has accepted. */
    public record Registration(MessageId messageId, ClientId clientId, Instant acceptedAt) {}
}
