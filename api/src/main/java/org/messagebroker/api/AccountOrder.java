package org.messagebroker.api;

import java.time.Instant;
import java.util.Optional;

/**
 * {@code POST /admin/users}. {@link #toString()} hides the password.
 *
 * @param role {@code user} if left out
 * @param clientId whose messages he is to see
 * @param expiresAt from when on he cannot log in; never, if left out
 * @param mustChangePassword whether he has to choose a password himself before anything else; no, if left out
 */
public record AccountOrder(
        String email,
        String password,
        Optional<String> role,
        Optional<ClientId> clientId,
        Optional<Instant> expiresAt,
        Optional<Boolean> mustChangePassword) {

    @Override
    public String toString() {
        return "AccountOrder[" + email + "]";
    }
}
