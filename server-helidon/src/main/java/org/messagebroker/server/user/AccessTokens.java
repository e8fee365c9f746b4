package org.messagebroker.server.user;

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
import java.util.Optional;
import java.util.UUID;

/**
 * Signs and checks access tokens. The algorithm is the configured one, whatever a token says; a token names its session,
 * and whether that still lives is asked elsewhere. Thread-safe.
 */
final class AccessTokens {

    private static final String ISSUER = "message-broker";
    private static final String AUDIENCE = "message-broker-portal";
    private static final String SESSION = "sid";
    private static final String KEY_ID = "1";
    private static final int MAX_LENGTH = 4096;

    private final JwtConfig config;
    private final InstantSource clock;
    private final JwkOctet key;
    private final JwkKeys keys;

    AccessTokens(JwtConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.key = JwkOctet.create(Json.createObjectBuilder()
                .add("kty", "oct")
                .add("kid", KEY_ID)
                .add("alg", config.algorithm())
                .add(
                        "k",
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(config.secret().getBytes(StandardCharsets.UTF_8)))
                .build());
        this.keys = JwkKeys.builder().addKey(key).build();
    }

    /** How long a token lives. */
    Duration lifetime() {
        return config.accessLifetime();
    }

    String issue(UUID user, UUID session) {
        Instant now = clock.instant();
        Jwt token = Jwt.builder()
                .algorithm(config.algorithm())
                .keyId(KEY_ID)
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
        return SignedJwt.sign(token, key).tokenContent();
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
                    && jwt.keyId().filter(KEY_ID::equals).isPresent()
                    && signed.verifySignature(keys).isValid()
                    && claims().validate(jwt).isValid()
                    && jwt.expirationTime().isPresent();
            return good ? subject(jwt) : Optional.empty();
        } catch (JwtException | IllegalArgumentException notAToken) {
            return Optional.empty();
        }
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

    /** Whom a token names. */
    record Subject(UUID user, UUID session) {}
}
