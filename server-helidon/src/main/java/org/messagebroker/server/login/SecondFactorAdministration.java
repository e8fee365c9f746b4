package org.messagebroker.server.login;

import io.helidon.dbclient.DbExecute;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.Permission;
import org.messagebroker.api.SecondFactorRule;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;
import org.messagebroker.server.user.Caller;
import org.messagebroker.server.user.PeopleChanges;
import org.messagebroker.server.user.RolePermissions;
import org.messagebroker.server.user.User;
import org.messagebroker.server.user.UserSessions;
import org.messagebroker.server.user.UserStore;
import org.messagebroker.service.Problem;

/** What administrators decide about second factors: who needs one, and who has lost his. Thread-safe. */
final class SecondFactorAdministration {

    private static final String SET = "UPDATE roles SET second_factor = :required WHERE name = :role";
    private static final String WITHOUT = """
            SELECT u.user_id FROM users u LEFT JOIN second_factors f ON f.user_id = u.user_id AND f.confirmed_at IS NOT NULL
            WHERE u.role = :role AND f.user_id IS NULL ORDER BY u.user_id""";

    private final Database database;
    private final PeopleChanges people;
    private final UserStore users;
    private final UserSessions sessions;
    private final SecondFactors factors;
    private final LoginMails mails;
    private final AuditStore audit;

    SecondFactorAdministration(LoginParts parts, PeopleChanges people, LoginMails mails) {
        this.database = parts.database();
        this.people = people;
        this.users = new UserStore(database);
        this.sessions = new UserSessions(parts.ledger(), parts.clock());
        this.factors = parts.factors();
        this.mails = mails;
        this.audit = parts.audit();
    }

    SecondFactorRule rule(String role) {
        return new SecondFactorRule(database.read(execute -> {
            permissions(execute, role);
            return factors.isRequired(execute, role);
        }));
    }

    /** Whoever of the role has no second factor is logged out, and sets one up at his next log-in. */
    SecondFactorRule require(String role, SecondFactorRule rule, Caller caller) {
        return people.make(caller, Permission.ROLE_WRITE, (transaction, standing) -> {
            standing.requireToHold(permissions(transaction, role));
            transaction
                    .createNamedUpdate("role-second-factor", SET)
                    .addParam("required", rule.required())
                    .addParam("role", role)
                    .execute();
            List<UUID> without = rule.required() ? without(transaction, role) : List.of();
            without.forEach(user -> end(transaction, user, "the role requires a second factor"));
            audit.add(
                    transaction,
                    new AuditEntry(caller.actor(), "role.second_factor", role, Map.of("required", rule.required())));
            return rule;
        });
    }

    private static List<UUID> without(DbExecute transaction, String role) {
        return transaction
                .createNamedQuery("users-without-second-factor", WITHOUT)
                .addParam("role", role)
                .execute()
                .map(row -> Rows.uuid(row, "user_id"))
                .toList();
    }

    /** Removes the second factor of a person who has lost it, and logs him out everywhere. */
    void reset(UUID id, Caller caller) {
        people.make(caller, Permission.USER_WRITE, (transaction, standing) -> {
            User user = standing.manageable(transaction, users, id);
            standing.requireAnother(user);
            if (!factors.remove(transaction, id)) {
                throw Problem.of(ErrorCode.CONFLICT, "This person has no second factor.");
            }
            end(transaction, id, "the second factor was removed");
            mails.secondFactorRemoved(transaction, user);
            audit.add(
                    transaction,
                    new AuditEntry(
                            caller.actor(),
                            "user.second_factor.reset",
                            user.email().value(),
                            Map.of()));
            return user;
        });
    }

    private void end(DbExecute transaction, UUID user, String reason) {
        sessions.endAll(transaction, user, Optional.empty(), reason);
    }

    private static Set<Permission> permissions(DbExecute execute, String role) {
        return RolePermissions.of(execute, role)
                .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "There is no role of this name."));
    }
}
