package org.messagebroker.api;

import java.util.regex.Pattern;

/**
 * A telephone number in E.164 form. {@link #toString()} is masked, so that a number cannot reach a log by accident.
 *
 * @param value {@code +} and 7 to 15 ASCII digits, the first not 0
 */
public record PhoneNumber(String value) {

    private static final Pattern FORM = Pattern.compile("\\+[1-9][0-9]{6,14}");

    public PhoneNumber {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a telephone number is + and 7 to 15 digits (E.164)");
        }
    }

    /** Whether the whole text is a number; a trailing newline is not. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    /** The number with its middle hidden, such as {@code +98*******4567}. */
    public String masked() {
        int shown = value.length() - 4;
        return value.substring(0, 3) + "*".repeat(Math.max(0, shown - 3)) + value.substring(Math.max(3, shown));
    }

    @Override
    public String toString() {
        return masked();
    }
}
