package org.messagebroker.server.role;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.messagebroker.api.Permission;
import org.messagebroker.api.RoleView;
import org.messagebroker.server.database.Rows;
import org.messagebroker.server.user.RolePermissions;

/** The rows of roles. Every method leaves the commit to its caller. */
final class RoleStore {

    private static final String USERS = "(SELECT COUNT(*) FROM users u WHERE u.role = r.name) AS users";
    private static final String ALL = """
            SELECT r.name, r.description, r.built_in, p.permission, %s
            FROM roles r LEFT JOIN role_permissions p ON p.role = r.name ORDER BY r.name""".formatted(USERS);
    private static final String FIND =
            "SELECT r.name, r.description, r.built_in, %s FROM roles r WHERE r.name = :name".formatted(USERS);
    private static final String GRANT = "INSERT INTO role_permissions (role, permission) VALUES (:name, :permission)";

    List<RoleView> all(DbExecute execute) {
        Map<String, List<Line>> byName = execute.createNamedQuery("roles", ALL)
                .execute()
                .map(row -> new Line(found(row, Set.of()), Rows.optionalText(row, "permission")))
                .collect(Collectors.groupingBy(line -> line.found().role().name(), TreeMap::new, Collectors.toList()));
        return byName.values().stream().map(RoleStore::view).toList();
    }

    Optional<Found> find(DbExecute execute, String name) {
        return execute.createNamedGet("role", FIND)
                .addParam("name", name)
                .execute()
                .map(row -> found(row, RolePermissions.of(execute, name).orElse(Set.of())));
    }

    void add(DbExecute transaction, Role role) {
        transaction
                .createNamedInsert(
                        "role-add",
                        "INSERT INTO roles (name, description, built_in) VALUES (:name, :description, FALSE)")
                .addParam("name", role.name())
                .addParam("description", role.description())
                .execute();
        grant(transaction, role);
    }

    void update(DbExecute transaction, Role role) {
        transaction
                .createNamedUpdate("role-update", "UPDATE roles SET description = :description WHERE name = :name")
                .addParam("description", role.description())
                .addParam("name", role.name())
                .execute();
        transaction
                .createNamedDelete("role-revoke", "DELETE FROM role_permissions WHERE role = :name")
                .addParam("name", role.name())
                .execute();
        grant(transaction, role);
    }

    void delete(DbExecute transaction, String name) {
        transaction
                .createNamedDelete("role-delete", "DELETE FROM roles WHERE name = :name")
                .addParam("name", name)
                .execute();
    }

    private static void grant(DbExecute transaction, Role role) {
        for (Permission permission : role.permissions()) {
            transaction
                    .createNamedInsert("role-grant", GRANT)
                    .addParam("name", role.name())
                    .addParam("permission", permission.wire())
                    .execute();
        }
    }

    private static Found found(DbRow row, Set<Permission> permissions) {
        Role role = new Role(
                row.column("name").getString(),
                row.column("description").getString(),
                row.column("built_in").get(Boolean.class),
                permissions);
        return new Found(role, Rows.number(row, "users"));
    }

    private static RoleView view(List<Line> lines) {
        Found first = lines.getFirst().found();
        Set<Permission> permissions = lines.stream()
                .flatMap(line -> line.permission().stream())
                .flatMap(name -> Permission.parse(name).stream())
                .collect(Collectors.toUnmodifiableSet());
        Role role = first.role();
        return new Role(role.name(), role.description(), role.builtIn(), permissions).view(first.users());
    }

    private record Line(Found found, Optional<String> permission) {}

    /** A role and how many people have it. */
    record Found(Role role, long users) {}
}
