package org.messagebroker.api;

/**
 * {@code POST /admin/tls/{listener}/confirm}, over a connection made under the new settings.
 *
 * @param change the id that the change was answered with
 */
public record TlsConfirmation(String change) {}
