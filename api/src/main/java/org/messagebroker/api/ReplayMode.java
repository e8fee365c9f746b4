package org.messagebroker.api;

/** What a client's requests say about being new: {@code X-Nonce} with {@code X-Timestamp}. In lower case on the wire. */
public enum ReplayMode {
    /** Nonces are not looked at. */
    OFF,
    /** A nonce that is there is checked. */
    OPTIONAL,
    /** A request without nonce and timestamp is refused, unless it carries an {@code Idempotency-Key}. */
    REQUIRED
}
