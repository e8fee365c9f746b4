package org.messagebroker.server.role;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.messagebroker.api.Permission;
import org.messagebroker.api.RoleView;
import org.messagebroker.service.Problem;

/** A role's rows, valid by construction. */
record Role(String name, String description, boolean builtIn, Set<Permission> permissions) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{1,63}");
    private static final int LONGEST_DESCRIPTION = 255;

    Role {
        permissions = Set.copyOf(permissions);
    }

    /**
     * One of an administrator's own.
     *
     * @throws Problem validation_error naming the field
     */
    static Role own(String name, String description, Set<Permission> permissions) {
        if (!NAME.matcher(name).matches()) {
            throw Problem.invalidField(
                    "name", "must have 2 to 64 small letters, digits, dashes or underscores and begin with a letter.");
        }
        if (description.length() > LONGEST_DESCRIPTION
                || description.codePoints().anyMatch(Character::isISOControl)) {
            throw Problem.invalidField(
                    "description", "must be one line of at most " + LONGEST_DESCRIPTION + " characters.");
        }
        return new Role(name, description, false, permissions);
    }

    /** @throws Problem validation_error for a name that is none of a permission */
    static Set<Permission> permissions(List<String> names) {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (String name : names) {
            permissions.add(Permission.parse(name)
                    .orElseThrow(() -> Problem.invalidField(
                            "permissions", "name one that does not exist; GET /admin/permissions lists them.")));
        }
        return permissions;
    }

    RoleView view(long users) {
        return new RoleView(name, description, builtIn, names(), users);
    }

    /** As the audit shows it, before and after a change. */
    Map<String, Object> audited() {
        return Map.of("description", description, "permissions", names());
    }

    private List<String> names() {
        return permissions.stream().map(Permission::wire).sorted().collect(Collectors.toUnmodifiableList());
    }
}
