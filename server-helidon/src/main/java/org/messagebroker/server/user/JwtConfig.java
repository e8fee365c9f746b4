package org.messagebroker.server.user;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.messagebroker.settings.SettingsException;

/**
 * How access tokens are signed and how long tokens live. {@link #toString()} hides the secret.
 *
 * @param algorithm HS256, HS384 or HS512
 * @param accessLifetime of an access token
 * @param sessionLifetime from log-in until one has to log in again
 */
public record JwtConfig(String secret, String algorithm, Duration accessLifetime, Duration sessionLifetime) {

    private static final int MIN_BYTES = 32;
    private static final int MIN_DIFFERENT = 10;
    private static final Set<String> ALGORITHMS = Set.of("HS256", "HS384", "HS512");
    private static final List<String> DEFAULTS =
            List.of("change", "your-", "your_", "secret-key", "secret_key", "example", "default");

    public JwtConfig {
        fault(secret).ifPresent(fault -> {
            throw new SettingsException(fault);
        });
        if (!ALGORITHMS.contains(algorithm)) {
            throw new SettingsException("JWT_ALGORITHM is HS256, HS384 or HS512");
        }
    }

    private static Optional<String> fault(String secret) {
        String lower = secret.toLowerCase(Locale.ROOT);
        boolean weak = secret.getBytes(StandardCharsets.UTF_8).length < MIN_BYTES
                || secret.chars().distinct().count() < MIN_DIFFERENT
                || DEFAULTS.stream().anyMatch(lower::contains);
        return weak
                ? Optional.of("JWT_SECRET is missing, an example, or shorter than " + MIN_BYTES
                        + " bytes; make one with: openssl rand -base64 48")
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "JwtConfig[" + algorithm + ", " + accessLifetime + ", " + sessionLifetime + "]";
    }
}
