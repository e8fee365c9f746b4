package org.messagebroker.server.crypto;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** One key at rest, unwrapped. */
record DataKey(KeyPurpose purpose, int version, SecretKey key) {

    private static final SecureRandom RANDOM = new SecureRandom();

    DataKey(KeyPurpose purpose, int version, byte[] key) {
        this(purpose, version, new SecretKeySpec(key, purpose.algorithm()));
    }

    static DataKey create(KeyPurpose purpose, int version) {
        byte[] key = new byte[AesGcm.KEY_BYTES];
        RANDOM.nextBytes(key);
        return new DataKey(purpose, version, key);
    }

    byte[] encoded() {
        return key.getEncoded();
    }

    /** What the wrapping is bound to. */
    byte[] id() {
        return id(purpose, version);
    }

    static byte[] id(KeyPurpose purpose, int version) {
        return ("data-key/" + purpose.wire() + "/" + version).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "DataKey[" + purpose.wire() + " " + version + "]";
    }
}
