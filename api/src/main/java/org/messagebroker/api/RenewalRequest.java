package org.messagebroker.api;

/**
 * {@code POST /internal/certificates/renew}, with the certificate in force: a proxy or worker asks for its next one, with
 * the same role, name and hosts.
 *
 * @param request PEM: a certificate signing request (PKCS#10)
 */
public record RenewalRequest(String request) {}
