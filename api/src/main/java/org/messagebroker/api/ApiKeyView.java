package org.messagebroker.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An API key, without its secret.
 *
 * @param keyId the part of the key that is no secret
 * @param state {@code active}, {@code ended} or {@code revoked}
 * @param addresses from where it may be used
 */
public record ApiKeyView(
        String keyId,
        ClientId clientId,
        String state,
        List<String> addresses,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt) {

    public ApiKeyView {
        addresses = List.copyOf(addresses);
    }
}
