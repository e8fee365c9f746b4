package org.messagebroker.api;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A person's account as administrators see it.
 *
 * @param clientId whose messages he sees; absent for a person of no client
 * @param isActive false while an administrator has disabled it
 * @param expiresAt from when on he cannot log in; absent for never
 * @param mustChangePassword whether he can do nothing but choose a password
 */
public record AccountView(
        UUID id,
        String email,
        String role,
        Optional<ClientId> clientId,
        boolean isActive,
        Optional<Instant> expiresAt,
        boolean mustChangePassword,
        Optional<Instant> lastLogin,
        Instant createdAt) {}
