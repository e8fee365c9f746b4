package org.messagebroker.api;

import java.util.Optional;

/**
 * {@code POST /admin/clients/{id}/api-keys/{key}/rotate}.
 *
 * @param overlapHours how long the old key stays good, 0 to 720; 24 if left out
 */
public record RotationOrder(Optional<Integer> overlapHours) {}
