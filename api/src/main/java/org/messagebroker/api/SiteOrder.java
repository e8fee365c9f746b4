package org.messagebroker.api;

import java.util.Optional;

/**
 * {@code PUT /admin/sites/{name}}.
 *
 * @param ratePerMinute absent for no limit
 */
public record SiteOrder(Optional<Integer> ratePerMinute) {}
