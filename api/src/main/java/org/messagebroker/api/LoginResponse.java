package org.messagebroker.api;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The tokens of a new session. {@link #toString()} hides them.
 *
 * @param expiresIn seconds until the access token ends
 */
public record LoginResponse(String accessToken, String refreshToken, String tokenType, long expiresIn, UserView user) {

    @Override
    public String toString() {
        return "LoginResponse[" + user.email() + "]";
    }

    /**
     * A person who may log in.
     *
     * @param mustChangePassword whether his tokens are good for nothing but to choose a password; absent where they are not
     */
    public record UserView(
            UUID id,
            String email,
            String role,
            Optional<ClientId> clientId,
            boolean isActive,
            Optional<Instant> lastLogin,
            Instant createdAt,
            Optional<Boolean> mustChangePassword) {}
}
