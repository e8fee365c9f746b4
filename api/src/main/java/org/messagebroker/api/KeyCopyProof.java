package org.messagebroker.api;

/**
 * {@code POST /admin/keys/verify} and {@code …/import}: a copy, to be compared with the server's keys. {@link #toString()} hides it.
 *
 * @param file as it was made
 * @param passphrase as it was shown
 */
public record KeyCopyProof(String file, String passphrase) {

    @Override
    public String toString() {
        return "KeyCopyProof[]";
    }
}
