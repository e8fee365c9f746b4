package org.messagebroker.api;

import java.time.Instant;
import java.util.Optional;

/** What administrators change about an account, each under its own path below {@code /admin/users/{id}}. */
public sealed interface AccountChange {

    /** {@code PUT …/role}. */
    record Role(String role) implements AccountChange {}

    /** {@code PUT …/status}. */
    record Status(boolean isActive) implements AccountChange {}

    /**
     * {@code PUT …/expiry}.
     *
     * @param expiresAt null for never
     */
    record Expiry(Optional<Instant> expiresAt) implements AccountChange {}

    /**
     * {@code PUT …/client}.
     *
     * @param clientId null for no client
     */
    record Client(Optional<ClientId> clientId) implements AccountChange {}

    /** {@code PUT …/force-password-change}. */
    record ForcedPasswordChange(boolean mustChangePassword) implements AccountChange {}

    /**
     * {@code PUT …/password}. {@link #toString()} hides the password.
     *
     * @param mustChangePassword whether he has to choose another one himself; no, if left out
     */
    record Password(String password, Optional<Boolean> mustChangePassword) implements AccountChange {
        @Override
        public String toString() {
            return "Password[]";
        }
    }
}
