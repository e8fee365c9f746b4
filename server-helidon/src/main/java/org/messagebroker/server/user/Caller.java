package org.messagebroker.server.user;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.LoginResponse.UserView;
import org.messagebroker.api.Permission;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.service.Problem;

/**
 * The person behind a request, with what he may do at this moment.
 *
 * @param session which log-in
 * @param actor as the audit names him
 */
public record Caller(UserView user, UUID session, Set<Permission> permissions, Actor actor) {

    public Caller {
        permissions = Set.copyOf(permissions);
    }

    /** The same person, not using a permission. */
    public Caller without(Permission unused) {
        Set<Permission> rest =
                permissions.stream().filter(each -> each != unused).collect(Collectors.toSet());
        return new Caller(user, session, rest, actor);
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /** @throws Problem authorization_error naming the permission, when he may not */
    public void require(Permission permission) {
        if (!may(permission)) {
            throw Problem.of(
                    ErrorCode.AUTHORIZATION_ERROR,
                    "This needs the permission " + permission.wire()
                            + "; ask an administrator for a role that has it.");
        }
    }

    /** The client whose messages he sees; empty for an account of no client. */
    public Optional<ClientId> clientId() {
        return user.clientId();
    }
}
