package org.messagebroker.api;

import java.util.regex.Pattern;

/**
 * Names a client system; the last segment of the SPIFFE id in its certificate.
 *
 * @param value 1 to 64 letters, digits, dots, dashes and underscores, beginning with a letter or digit
 */
public record ClientId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public ClientId {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "a client id has 1 to 64 letters, digits, dots, dashes or underscores and begins with a letter or digit");
        }
    }

    /** Whether the text can be a client id. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
