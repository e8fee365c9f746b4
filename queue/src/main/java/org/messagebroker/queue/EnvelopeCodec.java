package org.messagebroker.queue;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;

/**
 * An envelope as bytes: form (1 byte, 1), version (4), id (16), acceptance in ms (8), length of the client id (1), client
 * id, and the payload to the end.
 */
final class EnvelopeCodec {

    private static final byte FORM = 1;
    private static final int FIXED = 1 + 4 + 16 + 8 + 1;

    private EnvelopeCodec() {}

    static byte[] encode(Envelope envelope) {
        byte[] client = envelope.clientId().value().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(FIXED + client.length + envelope.payload().length)
                .put(FORM)
                .putInt(envelope.version())
                .put(envelope.messageId().bytes())
                .putLong(envelope.acceptedAt().toEpochMilli())
                .put((byte) client.length)
                .put(client)
                .put(envelope.payload())
                .array();
    }

    /** Empty when the bytes are no envelope of this form. */
    static Optional<Envelope> decode(byte[] bytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return buffer.get() == FORM ? Optional.of(read(buffer)) : Optional.empty();
        } catch (BufferUnderflowException | IllegalArgumentException notAnEnvelope) {
            return Optional.empty();
        }
    }

    private static Envelope read(ByteBuffer buffer) {
        int version = buffer.getInt();
        MessageId id = MessageId.ofBytes(bytes(buffer, 16));
        Instant acceptedAt = Instant.ofEpochMilli(buffer.getLong());
        ClientId client = new ClientId(new String(bytes(buffer, buffer.get()), StandardCharsets.US_ASCII));
        return new Envelope(version, id, client, acceptedAt, bytes(buffer, buffer.remaining()));
    }

    private static byte[] bytes(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[Math.max(0, length)];
        buffer.get(bytes);
        return bytes;
    }
}
