package org.messagebroker.api;

import java.util.Optional;

/**
 * {@code POST /admin/roles/{name}/clone}.
 *
 * @param name of the new role
 * @param description that of the role it is made from, if left out
 */
public record RoleCloneOrder(String name, Optional<String> description) {}
