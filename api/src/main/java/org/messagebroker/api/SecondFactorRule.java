package org.messagebroker.api;

/**
 * {@code GET} and {@code PUT /admin/roles/{name}/second-factor}.
 *
 * @param required whether nobody of this role gets in without a second factor
 */
public record SecondFactorRule(boolean required) {}
