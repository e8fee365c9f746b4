package org.messagebroker.api;

/**
 * {@code POST /admin/keys/rotate}.
 *
 * @param purpose {@code content}, {@code unseal} or {@code number_index}
 */
public record KeyRotationOrder(String purpose) {}
