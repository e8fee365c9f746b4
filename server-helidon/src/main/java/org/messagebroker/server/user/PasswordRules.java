package org.messagebroker.server.user;

import java.util.Locale;
import java.util.Optional;

/**
 * What a password must be: 12 to 128 characters, of any kind, and not one that guessers try first. No mixture is asked for,
 * and none ever has to be changed for its age.
 */
public final class PasswordRules {

    private static final int SHORTEST = 12;
    private static final int LONGEST = 128;
    private static final int LONGEST_EVER = 1024;

    private PasswordRules() {}

    /** What is wrong with a password for this account, in words that follow its name; empty when nothing is. */
    public static Optional<String> fault(String password, Email email) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            return Optional.of("must have " + SHORTEST + " to " + LONGEST + " characters.");
        }
        if (password.codePoints().anyMatch(PasswordRules::cannotBeTyped)) {
            return Optional.of("must not contain control characters.");
        }
        if (password.toLowerCase(Locale.ROOT).contains(email.value())) {
            return Optional.of("must not contain the e-mail address.");
        }
        return CommonPasswords.contains(password)
                ? Optional.of("is one of those that guessers try first: a well-known word with digits around it, digits"
                        + " only, or a row; take several words that do not belong together.")
                : Optional.empty();
    }

    /** Whether it is worth to be hashed at all: an older one may be longer than a new one. */
    static boolean isOfBearableLength(String password) {
        return password.length() <= LONGEST_EVER;
    }

    private static boolean cannotBeTyped(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }
}
