package org.messagebroker.queue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;

/** Envelopes for tests. */
final class Messages {

    private Messages() {}

    static Envelope any() {
        return acceptedAt(Instant.now());
    }

    static Envelope of(String client) {
        return message(client, Instant.now());
    }

    static Envelope acceptedAt(Instant time) {
        return message("shop-1", time);
    }

    private static Envelope message(String client, Instant time) {
        return new Envelope(
                Envelope.SEALED,
                MessageId.create(InstantSource.system()),
                new ClientId(client),
                time.truncatedTo(ChronoUnit.MILLIS),
                "{\"message_body\":\"سلام 👋\"}".getBytes(StandardCharsets.UTF_8));
    }
}
