package org.messagebroker.server.login;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.messagebroker.server.user.SecretToken;

/**
 * A code that takes the place of a second factor once, for who has lost his phone: 75 random bits as
 * {@code ABCDE-FGHJK-MNPQR}, without letters and digits that look alike. The database keeps only its hash; there are too many
 * to guess. {@link #toString()} hides it.
 */
record RecoveryCode(String text) {

    private static final String ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ0123456789";
    private static final int LENGTH = 15;
    private static final int AT_ONCE = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** As people type it: in any case, with or without the dashes. */
    static RecoveryCode typed(String text) {
        return new RecoveryCode(text.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", ""));
    }

    /** A new set. */
    static List<RecoveryCode> createAll() {
        return Stream.generate(RecoveryCode::create).limit(AT_ONCE).toList();
    }

    private static RecoveryCode create() {
        return new RecoveryCode(IntStream.range(0, LENGTH)
                .map(place -> ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())))
                .mapToObj(Character::toString)
                .collect(Collectors.joining()));
    }

    /** For people, in groups of five. */
    String shown() {
        return text.replaceAll(".{5}(?!$)", "$0-");
    }

    /** What the database keeps; the same code of two people differs. */
    byte[] hash(UUID user) {
        return SecretToken.sha256("recovery code\n" + user + "\n" + text);
    }

    @Override
    public String toString() {
        return "RecoveryCode[]";
    }
}
