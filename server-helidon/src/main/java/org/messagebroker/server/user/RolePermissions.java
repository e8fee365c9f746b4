package org.messagebroker.server.user;

import io.helidon.dbclient.DbExecute;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.messagebroker.api.Permission;
import org.messagebroker.server.database.Rows;

/** What a role permits. */
public final class RolePermissions {

    private static final String OF = """
            SELECT p.permission FROM roles r LEFT JOIN role_permissions p ON p.role = r.name WHERE r.name = :role""";

    private RolePermissions() {}

    /** What it permits now; empty when there is no such role. */
    public static Optional<Set<Permission>> of(DbExecute execute, String role) {
        List<Optional<String>> rows = execute.createNamedQuery("role-permissions", OF)
                .addParam("role", role)
                .execute()
                .map(row -> Rows.optionalText(row, "permission"))
                .toList();
        return rows.isEmpty() ? Optional.empty() : Optional.of(known(rows));
    }

    private static Set<Permission> known(List<Optional<String>> names) {
        return names.stream()
                .flatMap(Optional::stream)
                .flatMap(name -> Permission.parse(name).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
