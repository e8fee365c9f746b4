package org.messagebroker.server.user;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An account's e-mail address, in lower case, so that one person has one account.
 *
 * @param value 3 to 254 characters with one {@code @} and no space
 */
public record Email(String value) {

    private static final Pattern FORM = Pattern.compile("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]{1,189}");

    public Email {
        value = value.toLowerCase(Locale.ROOT);
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("expected an e-mail address");
        }
    }

    /** The address that a text is; empty when it is none. */
    public static Optional<Email> parse(String text) {
        try {
            return Optional.of(new Email(text));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
