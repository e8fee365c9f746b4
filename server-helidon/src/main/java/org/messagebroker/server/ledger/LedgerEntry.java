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

    /**
     * What happened, and what the entry says of it. Times are ISO-8601 in UTC. The names stand in every ledger: never rename
     * one.
     */
    public enum Kind {
        /**
         * Subject: the fingerprint, lower-case hexadecimal. Details: {@code issuer} (RFC 2253), {@code serial} (hexadecimal),
         * {@code subject_id} (last segment of the SPIFFE id), {@code role}, {@code not_before}, {@code not_after},
         * {@code reason} (RFC 5280, such as {@code keyCompromise}), and {@code authority_id} where it is known. All of it is
         * needed: a restored database may never have heard of the certificate.
         */
        CERTIFICATE_REVOKED,
        /** Subject: the client id. The last one of this and the next counts. */
        CLIENT_DISABLED,
        /** Subject: the client id. */
        CLIENT_ENABLED,
        /** Subject: the key id. Details: {@code client_id}; {@code not_after} when it ends later, after an overlap. */
        API_KEY_REVOKED,
        /** Subject: the user's id. The last one of this and the next counts. */
        USER_DISABLED,
        /** Subject: the user's id. */
        USER_ENABLED,
        /** Subject: the session's id. */
        SESSION_ENDED,
        /** Subject: the user's id. All his sessions begun before it. Details: {@code except}, a session that goes on. */
        USER_SESSIONS_ENDED,
        /** Subject: the authority's id. Details: {@code number}, decimal. The highest counts. */
        CRL_NUMBER,
        /** Subject: the authority's id. */
        AUTHORITY_RETIRED,
        /**
         * How far the audit had come. Subject: the chain. Details: {@code number}, decimal; {@code mac}, hexadecimal;
         * {@code accepted} when an administrator has taken the audit as it is. The highest counts since the last one accepted.
         */
        AUDIT_HEAD
    }

    /** The names of the details. */
    public static final class Detail {

        public static final String ISSUER = "issuer";
        public static final String SERIAL = "serial";
        public static final String SUBJECT_ID = "subject_id";
        public static final String ROLE = "role";
        public static final String NOT_BEFORE = "not_before";
        public static final String NOT_AFTER = "not_after";
        public static final String REASON = "reason";
        public static final String AUTHORITY_ID = "authority_id";
        public static final String CLIENT_ID = "client_id";
        public static final String NUMBER = "number";
        public static final String MAC = "mac";
        public static final String ACCEPTED = "accepted";
        public static final String EXCEPT = "except";

        private Detail() {}
    }
}
