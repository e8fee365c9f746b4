package org.messagebroker.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@code GET /admin/expiring}: what ends soon, or has lately, the first to end first. */
public record Expiring(List<CertificateView> certificates, List<UserEnd> users) {

    public Expiring {
        certificates = List.copyOf(certificates);
        users = List.copyOf(users);
    }

    /**
     * An account that ends.
     *
     * @param daysLeft whole days until it ends; negative once it has
     */
    public record UserEnd(
            UUID id, String email, String role, Optional<String> clientId, Instant expiresAt, long daysLeft) {}
}
