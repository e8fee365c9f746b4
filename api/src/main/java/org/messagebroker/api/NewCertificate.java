package org.messagebroker.api;

import java.time.Instant;
import java.util.Optional;

/**
 * A certificate just issued. {@link #toString()} hides the key.
 *
 * @param certificate PEM: it and the chain up to the root, the root left out
 * @param authorities PEM: the roots that are trusted
 * @param privateKey PEM, PKCS#8, in this answer only; absent when the key was not made here
 * @param curl a line that sends a message with it; for clients only
 */
public record NewCertificate(
        String fingerprint,
        String serial,
        String role,
        String name,
        Optional<String> clientId,
        Instant notBefore,
        Instant notAfter,
        String certificate,
        String authorities,
        Optional<String> privateKey,
        Optional<String> curl) {

    @Override
    public String toString() {
        return "NewCertificate[" + role + " " + name + " " + fingerprint + "]";
    }
}
