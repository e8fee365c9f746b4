package org.messagebroker.api;

/**
 * What a proxy or worker gets for its request.
 *
 * @param certificate PEM: its certificate and the chain up to the root, the root left out
 * @param authorities PEM: the roots that are trusted
 */
public record IssuedCertificate(String certificate, String authorities) {}
