package org.messagebroker.api;

/**
 * A version of one of the server's keys.
 *
 * @param purpose {@code content}, {@code unseal} or {@code number_index}
 */
public record KeyName(String purpose, int version) {

    @Override
    public String toString() {
        return purpose + " " + version;
    }
}
