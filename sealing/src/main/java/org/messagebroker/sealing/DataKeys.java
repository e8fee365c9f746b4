package org.messagebroker.sealing;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;

/**
 * Wraps data keys to the server: HPKE (RFC 9180) in base mode with X25519, HKDF-SHA256 and AES-256-GCM. The wrapping is
 * bound to the certificate of the proxy that made it. Thread-safe.
 */
final class DataKeys {

    static final int ENCAPSULATION_BYTES = 32;
    static final int WRAPPED_BYTES = 32 + 16;

    private static final byte[] INFO = "message-broker data key 1".getBytes(StandardCharsets.US_ASCII);

    private DataKeys() {}

    /** The encapsulation and the wrapped key. */
    record Wrapped(byte[] encapsulation, byte[] key) {}

    /** @throws IllegalArgumentException if the public key is none */
    static Wrapped wrap(byte[] dataKey, byte[] publicKey, byte[] fingerprint) {
        HPKE hpke = hpke();
        try {
            byte[][] sealed =
                    hpke.seal(hpke.deserializePublicKey(publicKey), INFO, fingerprint, dataKey, null, null, null);
            return new Wrapped(sealed[1], sealed[0]);
        } catch (InvalidCipherTextException e) {
            throw new IllegalArgumentException("the server's sealing key cannot be used", e);
        }
    }

    /** Empty when it was not wrapped to this key for this certificate. */
    static Optional<byte[]> unwrap(Wrapped wrapped, byte[] privateKey, byte[] fingerprint) {
        HPKE hpke = hpke();
        try {
            AsymmetricCipherKeyPair own = hpke.deserializePrivateKey(privateKey, publicKey(privateKey));
            return Optional.of(
                    hpke.open(wrapped.encapsulation(), own, INFO, fingerprint, wrapped.key(), null, null, null));
        } catch (InvalidCipherTextException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    static byte[] publicKey(byte[] privateKey) {
        return new X25519PrivateKeyParameters(privateKey).generatePublicKey().getEncoded();
    }

    private static HPKE hpke() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    }
}
