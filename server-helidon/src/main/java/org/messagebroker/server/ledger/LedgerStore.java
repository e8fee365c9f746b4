package org.messagebroker.server.ledger;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbStatementDml;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.messagebroker.server.database.Rows;
import org.messagebroker.server.ledger.LedgerEntry.Detail;

/** One entry of the ledger in the database. Every method leaves the commit to its caller. */
final class LedgerStore {

    private static final String REVOKE = """
            UPDATE certificates SET state = 'revoked', revoked_at = :at, revocation_reason = :reason
            WHERE fingerprint = :fingerprint AND state <> 'revoked'""";
    private static final String ADD_REVOKED = """
            INSERT INTO certificates (fingerprint, issuer, serial, subject_id, role, state, not_before, not_after,
                revoked_at, revocation_reason, authority_id, created_at)
            VALUES (:fingerprint, :issuer, :serial, :subject, :role, 'revoked', :not_before, :not_after,
                :at, :reason, :authority, :at)""";
    private static final String KEY_REVOKED =
            "UPDATE api_keys SET state = 'revoked', revoked_at = :at WHERE key_id = :key AND state <> 'revoked'";
    private static final String KEY_ENDS = """
            UPDATE api_keys SET not_after = :end
            WHERE key_id = :key AND state <> 'revoked' AND (not_after IS NULL OR not_after > :end)""";
    private static final String SESSION_ENDED = """
            UPDATE sessions SET ended_at = :at, end_reason = 'ended before a restore'
            WHERE session_id = :session AND ended_at IS NULL""";
    private static final String USER_SESSIONS_ENDED = """
            UPDATE sessions SET ended_at = :at, end_reason = 'ended before a restore'
            WHERE user_id = :user AND session_id <> :except AND created_at < :at AND ended_at IS NULL""";
    private static final String NO_SESSION = "00000000-0000-0000-0000-000000000000";
    private static final String CRL_NUMBER =
            "UPDATE authorities SET crl_number = :number WHERE authority_id = :authority AND crl_number < :number";
    /** Its key goes with it, as when it was retired. */
    private static final String RETIRED = """
            UPDATE authorities SET state = 'retired', issuing_key = NULL, changed_at = :at
            WHERE authority_id = :authority AND (state <> 'retired' OR issuing_key IS NOT NULL)""";

    /**
     * A revocation list of which the database knows and the ledger does not, as {@code authority: number}: the ledger has lost
     * its end, for the number of every list is written there first.
     */
    Optional<String> lost(DbExecute transaction, LedgerState state) {
        return transaction
                .createNamedQuery(
                        "ledger-lists", "SELECT authority_id, crl_number FROM authorities ORDER BY authority_id")
                .execute()
                .filter(row -> Rows.number(row, "crl_number")
                        > state.listNumber(row.column("authority_id").getString()))
                .map(row -> row.column("authority_id").getString() + ": " + Rows.number(row, "crl_number"))
                .findFirst();
    }

    /** Whether anything had to be changed. */
    boolean apply(DbExecute transaction, LedgerEntry entry) {
        return switch (entry.kind()) {
            case CERTIFICATE_REVOKED -> certificate(transaction, entry);
            case CLIENT_DISABLED -> client(transaction, entry, "disabled");
            case CLIENT_ENABLED -> client(transaction, entry, "active");
            case API_KEY_REVOKED -> key(transaction, entry);
            case USER_DISABLED -> user(transaction, entry, false);
            case USER_ENABLED -> user(transaction, entry, true);
            case SESSION_ENDED ->
                update(transaction, entry, "ledger-session", SESSION_ENDED)
                                .addParam("session", Rows.bytes(UUID.fromString(entry.subject())))
                                .execute()
                        > 0;
            case USER_SESSIONS_ENDED -> sessions(transaction, entry);
            case CRL_NUMBER ->
                transaction
                                .createNamedUpdate("ledger-crl", CRL_NUMBER)
                                .addParam("number", LedgerState.number(entry))
                                .addParam("authority", entry.subject())
                                .execute()
                        > 0;
            case AUTHORITY_RETIRED ->
                update(transaction, entry, "ledger-authority", RETIRED)
                                .addParam("authority", entry.subject())
                                .execute()
                        > 0;
            // Compared by the audit itself, which shows a difference and repairs nothing.
            case AUDIT_HEAD -> false;
        };
    }

    private static DbStatementDml update(DbExecute transaction, LedgerEntry entry, String name, String sql) {
        return transaction.createNamedUpdate(name, sql).addParam("at", Rows.time(entry.at()));
    }

    private static boolean certificate(DbExecute transaction, LedgerEntry entry) {
        byte[] fingerprint = HexFormat.of().parseHex(entry.subject());
        boolean known = transaction
                .createNamedGet("ledger-certificate", "SELECT state FROM certificates WHERE fingerprint = :fingerprint")
                .addParam("fingerprint", fingerprint)
                .execute()
                .isPresent();
        if (!known) {
            addRevoked(transaction, entry, fingerprint);
            return true;
        }
        return update(transaction, entry, "ledger-revoke", REVOKE)
                        .addParam("fingerprint", fingerprint)
                        .addParam("reason", (Object) entry.details().get(Detail.REASON))
                        .execute()
                > 0;
    }

    private static void addRevoked(DbExecute transaction, LedgerEntry entry, byte[] fingerprint) {
        transaction
                .createNamedInsert("ledger-add-revoked", ADD_REVOKED)
                .addParam("fingerprint", fingerprint)
                .addParam("issuer", detail(entry, Detail.ISSUER))
                .addParam("serial", HexFormat.of().parseHex(even(detail(entry, Detail.SERIAL))))
                .addParam("subject", detail(entry, Detail.SUBJECT_ID))
                .addParam("role", detail(entry, Detail.ROLE))
                .addParam("not_before", Rows.time(Instant.parse(detail(entry, Detail.NOT_BEFORE))))
                .addParam("not_after", Rows.time(Instant.parse(detail(entry, Detail.NOT_AFTER))))
                .addParam("at", Rows.time(entry.at()))
                .addParam("reason", (Object) entry.details().get(Detail.REASON))
                .addParam("authority", (Object) entry.details().get(Detail.AUTHORITY_ID))
                .execute();
    }

    private static boolean client(DbExecute transaction, LedgerEntry entry, String state) {
        return transaction
                        .createNamedUpdate(
                                "ledger-client",
                                "UPDATE clients SET state = :state WHERE client_id = :client AND state <> :state")
                        .addParam("state", state)
                        .addParam("client", entry.subject())
                        .execute()
                > 0;
    }

    private static boolean user(DbExecute transaction, LedgerEntry entry, boolean active) {
        return transaction
                        .createNamedUpdate(
                                "ledger-user",
                                "UPDATE users SET active = :active WHERE user_id = :user AND active <> :active")
                        .addParam("active", active)
                        .addParam("user", Rows.bytes(UUID.fromString(entry.subject())))
                        .execute()
                > 0;
    }

    private static boolean sessions(DbExecute transaction, LedgerEntry entry) {
        UUID except = UUID.fromString(entry.details().getOrDefault(Detail.EXCEPT, NO_SESSION));
        return update(transaction, entry, "ledger-sessions", USER_SESSIONS_ENDED)
                        .addParam("user", Rows.bytes(UUID.fromString(entry.subject())))
                        .addParam("except", Rows.bytes(except))
                        .execute()
                > 0;
    }

    private static boolean key(DbExecute transaction, LedgerEntry entry) {
        if (!entry.details().containsKey(Detail.NOT_AFTER)) {
            return update(transaction, entry, "ledger-key", KEY_REVOKED)
                            .addParam("key", entry.subject())
                            .execute()
                    > 0;
        }
        return transaction
                        .createNamedUpdate("ledger-key-end", KEY_ENDS)
                        .addParam("end", Rows.time(Instant.parse(detail(entry, Detail.NOT_AFTER))))
                        .addParam("key", entry.subject())
                        .execute()
                > 0;
    }

    private static String detail(LedgerEntry entry, String name) {
        String value = entry.details().get(name);
        if (value == null) {
            throw new LedgerException("line " + entry.sequence() + " of the ledger says nothing of " + name);
        }
        return value;
    }

    private static String even(String hex) {
        return hex.length() % 2 == 0 ? hex : "0" + hex;
    }
}
