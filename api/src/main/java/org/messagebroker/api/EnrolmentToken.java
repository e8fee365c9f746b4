package org.messagebroker.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Lets a new proxy or worker ask for its first certificate, once. {@link #toString()} hides it.
 *
 * @param authorityFingerprint SHA-256 of the root certificate's DER form, lower-case hexadecimal: whom to believe
 * @param role {@code proxy} or {@code worker}
 * @param name what the certificate will be issued for
 * @param expiresAt to the second
 * @param secret 256 random bits in base64url
 */
public record EnrolmentToken(String authorityFingerprint, String role, String name, Instant expiresAt, String secret) {

    private static final String FORM = "mb1.";
    private static final int FIELDS = 5;

    /** The token as people copy it: one word of letters, digits, dots, dashes and underscores. */
    public String text() {
        String fields = String.join("\n", authorityFingerprint, role, name, expiresAt.toString(), secret);
        return FORM + Base64.getUrlEncoder().withoutPadding().encodeToString(fields.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads {@link #text()}; empty when it is no token. */
    public static Optional<EnrolmentToken> parse(String text) {
        String word = text.strip();
        if (!word.startsWith(FORM)) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(word.substring(FORM.length()));
            return of(List.of(new String(decoded, StandardCharsets.UTF_8).split("\n", -1)));
        } catch (IllegalArgumentException | DateTimeParseException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<EnrolmentToken> of(List<String> fields) {
        return fields.size() == FIELDS
                ? Optional.of(new EnrolmentToken(
                        fields.get(0), fields.get(1), fields.get(2), Instant.parse(fields.get(3)), fields.get(4)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "EnrolmentToken[" + role + " " + name + "]";
    }
}
