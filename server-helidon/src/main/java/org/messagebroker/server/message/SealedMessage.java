package org.messagebroker.server.message;

import java.time.Instant;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;

/** A delivered message as it is stored: nothing in it can be read without the keys. */
record SealedMessage(
        MessageId messageId,
        ClientId clientId,
        Instant queuedAt,
        int attemptCount,
        byte[] number,
        byte[] numberIndex,
        byte[] body) {

    @Override
    public String toString() {
        return "SealedMessage[" + messageId + "]";
    }
}
