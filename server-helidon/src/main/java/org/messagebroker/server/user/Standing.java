package org.messagebroker.server.user;

import io.helidon.dbclient.DbExecute;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.Permission;
import org.messagebroker.service.Problem;

/**
 * Who changes people and roles, with what he may do at the moment of the change. Nobody gives what he does not hold, and
 * nobody touches who may do more than he.
 */
public record Standing(User user, Set<Permission> permissions) {

    public Standing {
        permissions = Set.copyOf(permissions);
    }

    /** @throws Problem authorization_error naming a permission that he lacks */
    public void requireToHold(Set<Permission> others) {
        String lacking = others.stream()
                .filter(each -> !permissions.contains(each))
                .map(Permission::wire)
                .sorted()
                .collect(Collectors.joining(", "));
        if (!lacking.isEmpty()) {
            throw Problem.of(
                    ErrorCode.AUTHORIZATION_ERROR,
                    "This is above your own permissions: you do not hold " + lacking
                            + "; ask an administrator who does.");
        }
    }

    /** @throws Problem authorization_error for his own account */
    public void requireAnother(User target) {
        if (target.id().equals(user.id())) {
            throw Problem.of(
                    ErrorCode.AUTHORIZATION_ERROR,
                    "Nobody does this to his own account; ask another administrator. Your password you change under"
                            + " /portal/password.");
        }
    }

    /**
     * A person whom he may manage, whom nobody else changes until the commit.
     *
     * @throws Problem not_found, also for a person whom he may not know of; authorization_error for one who may do more
     */
    public User manageable(DbExecute transaction, UserStore users, UUID id) {
        User user = users.lock(transaction, id)
                .map(UserStore.Account::user)
                .filter(this::sees)
                .orElseThrow(UserService::unknown);
        requireToHold(RolePermissions.of(transaction, user.role()).orElse(Set.of()));
        return user;
    }

    /** @throws Problem authorization_error when he manages the people of another client only */
    void requireToManage(Optional<ClientId> client) {
        Optional<ClientId> only = onlyClient(user.clientId(), permissions);
        if (only.isPresent() && !only.equals(client)) {
            throw Problem.of(
                    ErrorCode.AUTHORIZATION_ERROR,
                    "You manage the people of the client " + only.get() + " only; name it as client_id.");
        }
    }

    /** Whether he may know of this person. */
    boolean sees(User target) {
        Optional<ClientId> only = onlyClient(user.clientId(), permissions);
        return only.isEmpty() || only.equals(target.clientId());
    }

    /** The only client whose people one manages who belongs to it and does not see the messages of all. */
    static Optional<ClientId> onlyClient(Optional<ClientId> client, Set<Permission> permissions) {
        return permissions.contains(Permission.MESSAGE_READ_ALL) ? Optional.empty() : client;
    }
}
