package org.messagebroker.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.messagebroker.api.Envelope;

/** AES-256-GCM over a message, bound to all that stays readable of its envelope (NIST SP 800-38D). */
final class MessageCipher {

    static final int NONCE_BYTES = 12;

    private static final int TAG_BITS = 128;

    /** Begun anew with each message. To look for a provider each time costs as much as to encrypt. */
    private static final ThreadLocal<Cipher> CIPHER = ThreadLocal.withInitial(MessageCipher::newCipher);

    private MessageCipher() {}

    /** @param envelope what stays readable; its payload does not matter */
    static byte[] encrypt(SecretKey key, byte[] nonce, Envelope envelope, int keyVersion, byte[] content) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key, nonce, envelope, keyVersion).doFinal(content);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM cannot be used", impossible);
        }
    }

    /** Empty when anything of it was altered. */
    static Optional<byte[]> decrypt(SecretKey key, byte[] nonce, Envelope envelope, int keyVersion, byte[] sealed) {
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, envelope, keyVersion)
                    .doFinal(sealed));
        } catch (AEADBadTagException altered) {
            return Optional.empty();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM cannot be used", impossible);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, Envelope envelope, int keyVersion)
            throws GeneralSecurityException {
        Cipher cipher = CIPHER.get();
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(readable(envelope, keyVersion));
        return cipher;
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM is missing from this JDK", impossible);
        }
    }

    private static byte[] readable(Envelope envelope, int keyVersion) {
        byte[] client = envelope.clientId().value().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 * Integer.BYTES + 16 + Long.BYTES + client.length)
                .putInt(envelope.version())
                .putInt(keyVersion)
                .put(envelope.messageId().bytes())
                .putLong(envelope.acceptedAt().toEpochMilli())
                .put(client)
                .array();
    }
}
