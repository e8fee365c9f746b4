package org.messagebroker.server.user;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.messagebroker.api.AccountView;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.LoginResponse.UserView;

/** An account, without its password. */
public record User(
        UUID id,
        Email email,
        String role,
        Optional<ClientId> clientId,
        boolean active,
        Optional<Instant> expiresAt,
        Optional<Instant> lastLogin,
        Instant createdAt,
        boolean mustChangePassword) {

    /** Whether the account's time is over. */
    public boolean isExpired(Instant now) {
        return expiresAt.filter(end -> !end.isAfter(now)).isPresent();
    }

    /** As administrators see him. */
    AccountView account() {
        return new AccountView(
                id, email.value(), role, clientId, active, expiresAt, mustChangePassword, lastLogin, createdAt);
    }

    /** As the audit shows him, before and after a change. */
    Map<String, Object> audited() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", id.toString());
        fields.put("role", role);
        fields.put("active", active);
        fields.put("must_change_password", mustChangePassword);
        clientId.ifPresent(client -> fields.put("client_id", client.value()));
        expiresAt.ifPresent(end -> fields.put("expires_at", end.toString()));
        return fields;
    }

    User withRole(String other) {
        return new User(id, email, other, clientId, active, expiresAt, lastLogin, createdAt, mustChangePassword);
    }

    public User withActive(boolean other) {
        return new User(id, email, role, clientId, other, expiresAt, lastLogin, createdAt, mustChangePassword);
    }

    public User withExpiry(Optional<Instant> other) {
        return new User(id, email, role, clientId, active, other, lastLogin, createdAt, mustChangePassword);
    }

    User withClient(Optional<ClientId> other) {
        return new User(id, email, role, other, active, expiresAt, lastLogin, createdAt, mustChangePassword);
    }

    /** The same who has just logged in. */
    public User withLastLogin(Instant now) {
        return new User(id, email, role, clientId, active, expiresAt, Optional.of(now), createdAt, mustChangePassword);
    }

    /** The same who has to choose a password, or not. */
    public User withPasswordChange(boolean forced) {
        return new User(id, email, role, clientId, active, expiresAt, lastLogin, createdAt, forced);
    }

    /** As he is shown. */
    public UserView view() {
        Optional<Boolean> forced = mustChangePassword ? Optional.of(true) : Optional.empty();
        return new UserView(id, email.value(), role, clientId, active, lastLogin, createdAt, forced);
    }
}
