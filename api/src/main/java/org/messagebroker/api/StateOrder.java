package org.messagebroker.api;

/**
 * {@code PUT /admin/clients/{id}/status}.
 *
 * @param state {@code active} or {@code disabled}
 */
public record StateOrder(String state) {}
