package org.messagebroker.api;

/**
 * {@code POST /admin/certificates/verify}.
 *
 * @param certificate PEM; its chain may follow
 */
public record CertificateText(String certificate) {}
