package org.messagebroker.api;

import java.util.Optional;

/**
 * {@code POST /admin/authorities/{id}/activate} and {@code …/retire}.
 *
 * @param force even if that cuts somebody off; false if absent
 */
public record AuthorityChange(Optional<Boolean> force) {}
