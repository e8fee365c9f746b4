package org.messagebroker.server.ledger;

import java.time.Instant;
import java.util.Map;

/**
 * One line of the ledger.
 *
 * @param sequence from 1
 * @param at when it was written
 * @param subject what it is about: a fingerprint (hexadecimal), a client id, a key id, a user id, a session id
 * @param details particulars that are needed to merge it into a database that has never heard of it
 */
public record LedgerEntry(long sequence, Instant at, Kind kind, String subject, Map<String, String> details) {

    public LedgerEntry {
        details = Map.copyOf(details);
    }

    /** What happened. The names stand in every ledger: never rename one. */
    public enum Kind {
        CERTIFICATE_REVOKED,
        CLIENT_DISABLED,
        CLIENT_ENABLED,
        API_KEY_REVOKED,
        USER_DISABLED,
        USER_ENABLED,
        SESSION_ENDED,
        CRL_NUMBER,
        AUTHORITY_RETIRED
    }
}
