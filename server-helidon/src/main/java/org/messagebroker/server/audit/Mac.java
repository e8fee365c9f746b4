package org.messagebroker.server.audit;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An HMAC-SHA-256.
 *
 * @param hex 64 digits, lower case
 */
record Mac(String hex) {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /** Where a chain begins. */
    static final Mac BEGIN = new Mac("0".repeat(64));

    Mac {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("expected 64 hexadecimal digits");
        }
    }

    static Mac of(byte[] bytes) {
        return new Mac(HexFormat.of().formatHex(bytes));
    }

    static Optional<Mac> parse(String hex) {
        return FORM.matcher(hex).matches() ? Optional.of(new Mac(hex)) : Optional.empty();
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
