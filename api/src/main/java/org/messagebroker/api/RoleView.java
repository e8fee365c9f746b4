package org.messagebroker.api;

import java.util.List;

/**
 * A role: a named set of permissions.
 *
 * @param builtIn whether it comes with the product and cannot be changed
 * @param users how many accounts have it
 */
public record RoleView(String name, String description, boolean builtIn, List<String> permissions, long users) {

    public RoleView {
        permissions = List.copyOf(permissions);
    }
}
