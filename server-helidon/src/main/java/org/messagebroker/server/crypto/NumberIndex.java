package org.messagebroker.server.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import org.messagebroker.api.PhoneNumber;

/**
 * The value under which a number is found again: HMAC-SHA-256 under a key of its own, because the hash of a telephone
 * number alone can be guessed by trying them all. Thread-safe.
 */
public final class NumberIndex {

    private final KeyRing keys;

    public NumberIndex(KeyRing keys) {
        this.keys = keys;
    }

    /** 32 bytes, the same for the same number. */
    public byte[] of(PhoneNumber number) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(keys.newest(KeyPurpose.NUMBER_INDEX).key());
            return mac.doFinal(number.value().getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC-SHA-256 is missing from this JDK", impossible);
        }
    }
}
