package org.messagebroker.api;

/**
 * {@code GET /portal/second-factor}.
 *
 * @param enabled whether a code is asked for after the password
 * @param required whether one's role requires it
 * @param recoveryCodesLeft how many recovery codes have not been used
 */
public record SecondFactorView(boolean enabled, boolean required, long recoveryCodesLeft) {}
