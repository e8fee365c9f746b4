package org.messagebroker.server.user;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.LoginResponse.UserView;

/** An account, without its password. */
record User(
        UUID id,
        Email email,
        String role,
        Optional<ClientId> clientId,
        boolean active,
        Optional<Instant> expiresAt,
        Optional<Instant> lastLogin,
        Instant createdAt) {

    /** Whether the account's time is over. */
    boolean isExpired(Instant now) {
        return expiresAt.filter(end -> !end.isAfter(now)).isPresent();
    }

    UserView view() {
        return new UserView(id, email.value(), role, clientId, active, lastLogin, createdAt);
    }
}
