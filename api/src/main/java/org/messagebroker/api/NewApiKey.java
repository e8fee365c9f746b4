package org.messagebroker.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A new API key, shown this once. {@link #toString()} hides it.
 *
 * @param key what the client sends in {@code X-API-Key}
 */
public record NewApiKey(
        String keyId, ClientId clientId, String key, List<String> addresses, Optional<Instant> expiresAt) {

    public NewApiKey {
        addresses = List.copyOf(addresses);
    }

    @Override
    public String toString() {
        return "NewApiKey[" + keyId + "]";
    }
}
