package org.messagebroker.api;

import java.util.Optional;

/**
 * How long messages are to be kept: {@code PUT /admin/data-retention/policies}, and {@code …/policies/{client_id}} for one
 * client. At most one of the two; neither means for ever.
 *
 * @param keepDays whole days
 * @param keepMonths months of the calendar
 */
public record RetentionOrder(Optional<Integer> keepDays, Optional<Integer> keepMonths) {}
