package org.messagebroker.server.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageContent;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.PhoneNumber;
import org.messagebroker.server.crypto.FieldCipher;
import org.messagebroker.server.crypto.FieldCipher.Field;
import org.messagebroker.server.crypto.FieldCipher.Opened;
import org.messagebroker.server.crypto.FieldCipher.Place;
import org.messagebroker.server.crypto.KeyRing;
import org.messagebroker.server.crypto.KeysInUse;
import org.messagebroker.server.crypto.NumberIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between a message's content and its stored, encrypted fields. */
final class MessageSealer {

    private static final Logger LOG = LoggerFactory.getLogger(MessageSealer.class);

    private final KeyRing keys;
    private final FieldCipher cipher;
    private final NumberIndex index;

    MessageSealer(KeyRing keys) {
        this.keys = keys;
        this.cipher = new FieldCipher(keys);
        this.index = new NumberIndex(keys);
    }

    SealedMessage seal(Envelope envelope, int attemptCount, MessageContent content) {
        return new SealedMessage(
                envelope.messageId(),
                envelope.clientId(),
                envelope.acceptedAt(),
                Math.max(0, attemptCount),
                seal(
                        envelope,
                        Field.SENDER_NUMBER,
                        content.senderNumber().value().getBytes(StandardCharsets.US_ASCII)),
                index.of(content.senderNumber()),
                seal(envelope, Field.MESSAGE_BODY, content.body().value().getBytes(StandardCharsets.UTF_8)));
    }

    /** The payload of a message given up, as it came. */
    byte[] sealPayload(Envelope envelope) {
        return seal(envelope, Field.DEAD_LETTER, envelope.payload());
    }

    /** The envelope with its payload as it came; empty, with an error in the log, when it cannot be opened. */
    Optional<Envelope> openPayload(Envelope stored) {
        Place place = new Place(stored.messageId(), stored.clientId(), Field.DEAD_LETTER);
        return switch (cipher.open(stored.payload(), place)) {
            case Opened.Plain plain -> Optional.of(stored.as(stored.version(), plain.bytes()));
            case Opened.Unreadable(String reason) -> {
                LOG.error("The payload of dead letter {} cannot be decrypted: {}", stored.messageId(), reason);
                yield Optional.empty();
            }
        };
    }

    /** The values under which messages of this number may stand. */
    List<byte[]> index(PhoneNumber number) {
        return index.all(number);
    }

    /** Does work that seals and stores, under keys that are in use until its commit: see {@link KeyRing#sealing}. */
    <T> T sealing(Function<KeysInUse, T> work) {
        return keys.sealing(work);
    }

    /** The field's text; empty, with an error in the log, when it cannot be opened. */
    Optional<String> open(byte[] stored, MessageId id, ClientId client, Field field) {
        return switch (cipher.open(stored, new Place(id, client, field))) {
            case Opened.Plain plain -> Optional.of(plain.text());
            case Opened.Unreadable(String reason) -> {
                LOG.error(
                        "The stored {} of message {} cannot be decrypted: {}. Compare the row with a backup, and"
                                + " ENCRYPTION_KEY_PATH with the key this database was made with",
                        field,
                        id,
                        reason);
                yield Optional.empty();
            }
        };
    }

    /** The number with its middle hidden; empty, with an error in the log, when it cannot be opened. */
    Optional<String> openMasked(byte[] stored, MessageId id, ClientId client) {
        return open(stored, id, client, Field.SENDER_NUMBER).map(number -> new PhoneNumber(number).masked());
    }

    private byte[] seal(Envelope envelope, Field field, byte[] plain) {
        return cipher.seal(plain, new Place(envelope.messageId(), envelope.clientId(), field));
    }
}
