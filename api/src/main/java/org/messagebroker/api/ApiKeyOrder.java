package org.messagebroker.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /admin/clients/{id}/api-keys}.
 *
 * @param addresses at least one address or network, such as {@code 10.0.0.0/8}
 * @param expiresAt absent for no end
 */
public record ApiKeyOrder(List<String> addresses, Optional<Instant> expiresAt) {

    public ApiKeyOrder {
        addresses = List.copyOf(addresses);
    }
}
