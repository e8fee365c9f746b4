package org.messagebroker.certs;

import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Words for a person to keep: 148 random bits as groups of letters and digits that cannot be mistaken for each other.
 * {@link #toString()} hides them.
 */
public record Passphrase(String text) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int GROUPS = 6;
    private static final int GROUP = 5;

    /** A new one. */
    public static Passphrase create() {
        return new Passphrase(IntStream.range(0, GROUPS).mapToObj(i -> group()).collect(Collectors.joining("-")));
    }

    private static String group() {
        return RANDOM.ints(GROUP, 0, LETTERS.length())
                .mapToObj(i -> String.valueOf(LETTERS.charAt(i)))
                .collect(Collectors.joining());
    }

    char[] characters() {
        return text.toCharArray();
    }

    @Override
    public String toString() {
        return "Passphrase[]";
    }
}
