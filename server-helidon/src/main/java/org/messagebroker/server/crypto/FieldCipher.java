package org.messagebroker.server.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;

/**
 * Encrypts one field of one message. The stored form is: one byte for the form (1), four bytes for the version of the
 * key, twelve bytes nonce, then ciphertext and tag. Bound to its place: moved to another message, client or column, it
 * does not open. Thread-safe.
 *
 * <p>Renewing a key goes: a new version in the key ring seals from then on, and every field that {@link #isCurrent} denies
 * is opened and sealed again (see the package reencryption).
 */
public final class FieldCipher {

    private static final byte FORM = 1;
    private static final int HEADER_BYTES = 5;

    private final KeyRing keys;

    public FieldCipher(KeyRing keys) {
        this.keys = keys;
    }

    /** Encrypts under the key in use. */
    public byte[] seal(byte[] plain, Place place) {
        DataKey key = keys.inUse(KeyPurpose.CONTENT);
        byte[] header = header(key.version());
        byte[] sealed = AesGcm.seal(key.key(), plain, place.aad(header));
        return ByteBuffer.allocate(HEADER_BYTES + sealed.length)
                .put(header)
                .put(sealed)
                .array();
    }

    /** Decrypts; never throws for what is stored, so that one bad row does not spoil a page. */
    public Opened open(byte[] stored, Place place) {
        if (stored.length < HEADER_BYTES || stored[0] != FORM) {
            return new Opened.Unreadable("it is not in a form that this version knows");
        }
        int version = version(stored);
        Optional<DataKey> key = keys.find(KeyPurpose.CONTENT, version);
        return key.map(found -> open(found, stored, place))
                .orElseGet(() -> new Opened.Unreadable("its key, version " + version + ", is not in the database"));
    }

    /** Whether the field is sealed under the key in use. */
    public boolean isCurrent(byte[] stored) {
        return stored.length >= HEADER_BYTES
                && stored[0] == FORM
                && version(stored) == keys.inUse(KeyPurpose.CONTENT).version();
    }

    private static Opened open(DataKey key, byte[] stored, Place place) {
        byte[] header = Arrays.copyOf(stored, HEADER_BYTES);
        byte[] sealed = Arrays.copyOfRange(stored, HEADER_BYTES, stored.length);
        try {
            return new Opened.Plain(AesGcm.open(key.key(), sealed, place.aad(header)));
        } catch (AEADBadTagException altered) {
            return new Opened.Unreadable("it was altered, or moved from another message, after it was stored");
        }
    }

    private static byte[] header(int version) {
        return ByteBuffer.allocate(HEADER_BYTES).put(FORM).putInt(version).array();
    }

    private static int version(byte[] stored) {
        return ByteBuffer.wrap(stored).getInt(1);
    }

    /** The field that a ciphertext belongs to. */
    public record Place(MessageId messageId, ClientId clientId, Field field) {

        private byte[] aad(byte[] header) {
            byte[] tail = (field.name() + "/" + clientId.value()).getBytes(StandardCharsets.US_ASCII);
            return ByteBuffer.allocate(header.length + 16 + tail.length)
                    .put(header)
                    .put(messageId.bytes())
                    .put(tail)
                    .array();
        }
    }

    /** What is encrypted. The names are part of every stored ciphertext: never rename one. */
    public enum Field {
        SENDER_NUMBER,
        MESSAGE_BODY,
        DEAD_LETTER
    }

    /** What opening gave. */
    public sealed interface Opened {

        /** The plain bytes, as they were sealed. */
        record Plain(byte[] bytes) implements Opened {
            /** The bytes as UTF-8. */
            public String text() {
                return new String(bytes, StandardCharsets.UTF_8);
            }

            @Override
            public String toString() {
                return "Plain[" + bytes.length + " bytes]";
            }
        }

        /**
         * It cannot be opened.
         *
         * @param reason in words for an administrator, to be put after the field's name
         */
        record Unreadable(String reason) implements Opened {}
    }
}
