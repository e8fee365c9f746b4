package org.messagebroker.e2e;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An authenticator app (RFC 6238: SHA-1, 30 seconds, six digits).
 *
 * @param secret base32
 */
record Totp(String secret) {

    private static final int STEP_SECONDS = 30;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /** What the app shows now. */
    String now() {
        return at(Instant.now());
    }

    /** What it shows next: taken already, as clocks differ, and never used before. */
    String next() {
        return at(Instant.now().plusSeconds(STEP_SECONDS));
    }

    private String at(Instant time) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key(), "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8)
                    .putLong(time.getEpochSecond() / STEP_SECONDS)
                    .array());
            int number = ByteBuffer.wrap(hash).getInt(hash[19] & 15) & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%06d", number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] key() {
        String letters = secret.replaceAll("[^A-Z2-7]", "");
        ByteBuffer key = ByteBuffer.allocate(letters.length() * 5 / 8);
        int bits = 0;
        int value = 0;
        for (char letter : letters.toCharArray()) {
            value = value << 5 | ALPHABET.indexOf(letter);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                key.put((byte) (value >> bits));
            }
        }
        return key.array();
    }
}
