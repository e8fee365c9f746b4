package org.messagebroker.server.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
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

    /** 32 bytes, the same for the same number and version of the key: under the version in use. */
    public byte[] of(PhoneNumber number) {
        return of(number, keys.inUse(KeyPurpose.NUMBER_INDEX));
    }

    /** Under every version, for rows that have not been renewed after a rotation; one value at other times. */
    public List<byte[]> all(PhoneNumber number) {
        keys.refresh();
        return keys.versions(KeyPurpose.NUMBER_INDEX).stream()
                .map(key -> of(number, key))
                .toList();
    }

    /** Whether rows may stand under an older version. */
    public boolean hasOlderVersions() {
        return keys.versions(KeyPurpose.NUMBER_INDEX).size() > 1;
    }

    private static byte[] of(PhoneNumber number, DataKey key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key.key());
            return mac.doFinal(number.value().getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC-SHA-256 is missing from this JDK", impossible);
        }
    }
}
