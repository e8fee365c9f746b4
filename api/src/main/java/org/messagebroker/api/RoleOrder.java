package org.messagebroker.api;

import java.util.List;
import java.util.Optional;

/**
 * What a role is to be: {@code POST /admin/roles}, and whole in {@code PUT /admin/roles/{name}}.
 *
 * @param name needed when a role is made; in the path otherwise
 * @param permissions names from {@code GET /admin/permissions}
 */
public record RoleOrder(Optional<String> name, Optional<String> description, List<String> permissions) {

    public RoleOrder {
        permissions = List.copyOf(permissions);
    }
}
