package org.messagebroker.server.login;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.messagebroker.settings.Settings;
import org.messagebroker.settings.SettingsException;

/**
 * How access tokens are signed and how long tokens live. {@link #toString()} hides the secrets.
 *
 * @param secret signs
 * @param previousSecret tokens signed with it are still believed; empty once they have all ended
 * @param algorithm HS256, HS384 or HS512
 * @param accessLifetime of an access token
 * @param sessionLifetime from log-in until one has to log in again
 */
public record JwtConfig(
        String secret,
        Optional<String> previousSecret,
        String algorithm,
        Duration accessLifetime,
        Duration sessionLifetime) {

    private static final int MIN_BYTES = 32;
    private static final int MIN_DIFFERENT = 10;
    private static final String ADVICE = "; make one with: openssl rand -base64 48";
    private static final Set<String> ALGORITHMS = Set.of("HS256", "HS384", "HS512");
    private static final List<String> DEFAULTS =
            List.of("change", "your-", "your_", "secret-key", "secret_key", "example", "default");

    public JwtConfig {
        requireStrong("JWT_SECRET", secret);
        previousSecret.ifPresent(previous -> requireStrong("JWT_PREVIOUS_SECRET", previous));
        if (!ALGORITHMS.contains(algorithm)) {
            throw new SettingsException("JWT_ALGORITHM is HS256, HS384 or HS512");
        }
    }

    /** @throws SettingsException saying what is wrong with a secret, without repeating it */
    public static JwtConfig of(Settings settings) {
        return new JwtConfig(
                settings.optionalText("jwt.secret").orElse(""),
                settings.optionalText("jwt.previous-secret"),
                settings.text("jwt.algorithm"),
                Duration.ofMinutes(settings.integer("jwt.expire-minutes", 1, 1440)),
                settings.duration("jwt.session-lifetime"));
    }

    private static void requireStrong(String name, String secret) {
        fault(secret).ifPresent(fault -> {
            throw new SettingsException(name + " " + fault + ADVICE);
        });
    }

    private static Optional<String> fault(String secret) {
        String lower = secret.toLowerCase(Locale.ROOT);
        if (secret.isBlank()) {
            return Optional.of("is not set: without it nobody could log in, and there is no default");
        }
        if (DEFAULTS.stream().anyMatch(lower::contains)) {
            return Optional.of("is an example that everybody knows");
        }
        return secret.getBytes(StandardCharsets.UTF_8).length < MIN_BYTES
                        || secret.chars().distinct().count() < MIN_DIFFERENT
                ? Optional.of("is too short or too simple: at least " + MIN_BYTES + " bytes, random")
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "JwtConfig[" + algorithm + ", " + accessLifetime + ", " + sessionLifetime + "]";
    }
}
