package org.messagebroker.server.login;

import io.helidon.security.jwt.Jwt;
import io.helidon.security.jwt.JwtException;
import io.helidon.security.jwt.JwtValidator;
import io.helidon.security.jwt.SignedJwt;
import io.helidon.security.jwt.jwk.JwkKeys;
import io.helidon.security.jwt.jwk.JwkOctet;
import jakarta.json.Json;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.messagebroker.server.user.SecretToken;
import org.messagebroker.server.user.SessionStore.Subject;

/**
 * Signs and checks access tokens. The algorithm is the configured one, whatever a token says. A token names its key, so
 * that tokens of the previous secret hold while a new one takes over, and its session; whether that still lives is asked
 * elsewhere. Thread-safe.
 */
final class AccessTokens {

    private static final String ISSUER = "message-broker";
    private static final String AUDIENCE = "message-broker-portal";
    private static final String SESSION = "sid";
    private static final int MAX_LENGTH = 4096;

    private final JwtConfig config;
    private final InstantSource clock;
    private final JwkOctet signing;
    private final Map<String, JwkOctet> verifying;

    AccessTokens(JwtConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.signing = key(config.secret());
        this.verifying = Stream.concat(Stream.of(config.secret()), config.previousSecret().stream())
                .map(this::key)
                .collect(Collectors.toUnmodifiableMap(JwkOctet::keyId, Function.identity(), (first, same) -> first));
    }

    private JwkOctet key(String secret) {
        return JwkOctet.create(Json.createObjectBuilder()
                .add("kty", "oct")
                .add("kid", keyId(secret))
                .add("alg", config.algorithm())
                .add(
                        "k",
                        Base64.getUrlEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8)))
                .build());
    }

    /** The same at every server with this secret, and telling nothing of it that a signature does not tell. */
    private static String keyId(String secret) {
        return HexFormat.of().formatHex(SecretToken.sha256("key id\n" + secret), 0, 8);
    }

    /** How long a token lives. */
    Duration lifetime() {
        return config.accessLifetime();
    }

    String issue(UUID user, UUID session) {
        Instant now = clock.instant();
        Jwt token = Jwt.builder()
                .algorithm(config.algorithm())
                .keyId(signing.keyId())
                .type("at+jwt")
                .issuer(ISSUER)
                .addAudience(AUDIENCE)
                .subject(user.toString())
                .addPayloadClaim(SESSION, session.toString())
                .jwtId(UUID.randomUUID().toString())
                .issueTime(now)
                .notBefore(now)
                .expirationTime(now.plus(config.accessLifetime()))
                .build();
        return SignedJwt.sign(token, signing).tokenContent();
    }

    /** Whose token it is; empty when it is not a token of ours that is in force. */
    Optional<Subject> verify(String token) {
        if (token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            SignedJwt signed = SignedJwt.parseToken(token);
            Jwt jwt = signed.getJwt();
            boolean good = jwt.algorithm().filter(config.algorithm()::equals).isPresent()
                    && isSigned(signed, jwt)
                    && claims().validate(jwt).isValid()
                    && jwt.expirationTime().isPresent();
            return good ? subject(jwt) : Optional.empty();
        } catch (JwtException | IllegalArgumentException notAToken) {
            return Optional.empty();
        }
    }

    /** By the key that it names, of ours; where else a token says that keys are, nobody looks. */
    private boolean isSigned(SignedJwt signed, Jwt jwt) {
        return jwt.keyId()
                .map(verifying::get)
                .map(key -> signed.verifySignature(JwkKeys.builder().addKey(key).build())
                        .isValid())
                .orElse(false);
    }

    private JwtValidator claims() {
        return JwtValidator.builder()
                .addIssuerValidator(ISSUER, true)
                .addAudienceValidator(AUDIENCE)
                .addDefaultTimeValidators(clock.instant(), Duration.ZERO, true)
                .addCriticalValidator()
                .build();
    }

    private static Optional<Subject> subject(Jwt jwt) {
        return jwt.subject()
                .flatMap(user -> jwt.payloadClaim(SESSION)
                        .filter(JsonString.class::isInstance)
                        .map(AccessTokens::text)
                        .map(session -> new Subject(UUID.fromString(user), UUID.fromString(session))));
    }

    private static String text(JsonValue value) {
        return ((JsonString) value).getString();
    }
}
