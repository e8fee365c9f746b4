package org.messagebroker.server.role;

import io.helidon.dbclient.DbExecute;
import java.util.List;
import java.util.Map;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.Permission;
import org.messagebroker.api.RoleCloneOrder;
import org.messagebroker.api.RoleOrder;
import org.messagebroker.api.RoleView;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.role.RoleStore.Found;
import org.messagebroker.server.user.Caller;
import org.messagebroker.server.user.PeopleChanges;
import org.messagebroker.server.user.Standing;
import org.messagebroker.service.Problem;

/** Changes roles; what a role permits is looked up at every request, so a change counts at once. Thread-safe. */
final class RoleService {

    private static final int MOST = 1000;

    private final Database database;
    private final PeopleChanges people;
    private final RoleStore store = new RoleStore();
    private final AuditStore audit;

    RoleService(Database database, PeopleChanges people, AuditStore audit) {
        this.database = database;
        this.people = people;
        this.audit = audit;
    }

    List<RoleView> list() {
        return database.read(store::all);
    }

    /** @throws Problem not_found */
    RoleView find(String name) {
        Found found = database.read(execute -> store.find(execute, name)).orElseThrow(RoleService::unknown);
        return found.role().view(found.users());
    }

    /** @throws Problem conflict when there is one of this name */
    RoleView create(RoleOrder order, Caller caller) {
        String name = order.name().orElseThrow(() -> Problem.invalidField("name", "is missing."));
        Role role = Role.own(name, order.description().orElse(""), Role.permissions(order.permissions()));
        return people.make(
                caller,
                Permission.ROLE_WRITE,
                (transaction, standing) -> add(transaction, standing, role, caller, Map.of("after", role.audited())));
    }

    RoleView clone(String from, RoleCloneOrder order, Caller caller) {
        return people.make(caller, Permission.ROLE_WRITE, (transaction, standing) -> {
            Role model = store.find(transaction, from)
                    .orElseThrow(RoleService::unknown)
                    .role();
            Role role = Role.own(order.name(), order.description().orElse(model.description()), model.permissions());
            return add(
                    transaction, standing, role, caller, Map.of("after", role.audited(), "cloned_from", model.name()));
        });
    }

    private RoleView add(
            DbExecute transaction, Standing standing, Role role, Caller caller, Map<String, Object> details) {
        standing.requireToHold(role.permissions());
        if (store.find(transaction, role.name()).isPresent()) {
            throw Problem.of(ErrorCode.CONFLICT, "There is a role of this name already.");
        }
        if (store.all(transaction).size() >= MOST) {
            throw Problem.of(ErrorCode.CONFLICT, "There are " + MOST + " roles already; delete one that is not used.");
        }
        store.add(transaction, role);
        audit.add(transaction, new AuditEntry(caller.actor(), "role.create", role.name(), details));
        return role.view(0);
    }

    /** @throws Problem conflict for a built-in role; authorization_error for what is above the caller */
    RoleView change(String name, RoleOrder order, Caller caller) {
        return people.make(caller, Permission.ROLE_WRITE, (transaction, standing) -> {
            Found before = changeable(transaction, standing, name);
            Role after = Role.own(
                    name,
                    order.description().orElse(before.role().description()),
                    Role.permissions(order.permissions()));
            standing.requireToHold(after.permissions());
            store.update(transaction, after);
            Map<String, Object> details = Map.of("before", before.role().audited(), "after", after.audited());
            audit.add(transaction, new AuditEntry(caller.actor(), "role.change", name, details));
            return after.view(before.users());
        });
    }

    /** @throws Problem conflict while somebody has it, and for a built-in role */
    void delete(String name, Caller caller) {
        people.make(caller, Permission.ROLE_WRITE, (transaction, standing) -> {
            Found before = changeable(transaction, standing, name);
            if (before.users() > 0) {
                throw Problem.of(
                        ErrorCode.CONFLICT, before.users() + " accounts have this role; give them another one first.");
            }
            store.delete(transaction, name);
            Map<String, Object> details = Map.of("before", before.role().audited());
            audit.add(transaction, new AuditEntry(caller.actor(), "role.delete", name, details));
            return before;
        });
    }

    private Found changeable(DbExecute transaction, Standing standing, String name) {
        Found found = store.find(transaction, name).orElseThrow(RoleService::unknown);
        if (found.role().builtIn()) {
            throw Problem.of(
                    ErrorCode.CONFLICT, "This role is built in and stays as it is; clone it and change the clone.");
        }
        standing.requireToHold(found.role().permissions());
        return found;
    }

    private static Problem unknown() {
        return Problem.of(ErrorCode.NOT_FOUND, "There is no role of this name.");
    }
}
