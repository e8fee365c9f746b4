package org.messagebroker.server.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The two chains of the audit. Each has a head of its own, so that who guesses passwords keeps no administrator waiting. A
 * transaction that adds to both locks their heads in this order.
 */
public enum Chain {
    /** What was done. */
    ACTS,
    /** Log-ins that failed. */
    LOGINS;

    /** The name in the database and on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Chain> parse(String wire) {
        return Arrays.stream(values()).filter(each -> each.wire().equals(wire)).findFirst();
    }
}
