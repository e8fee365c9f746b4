package org.messagebroker.api;

import java.time.Instant;

/**
 * An authority just made. {@link #toString()} hides the secrets.
 *
 * @param rootCertificate PEM
 * @param rootKey PEM: the root's private key under the passphrase, in this answer only
 * @param passphrase in this answer only; keep the two apart, and away from the server
 */
public record NewAuthority(
        String id, String state, Instant notAfter, String rootCertificate, String rootKey, String passphrase) {

    @Override
    public String toString() {
        return "NewAuthority[" + id + "]";
    }
}
