package org.messagebroker.server.authority;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.messagebroker.certs.Revocation;
import org.messagebroker.certs.RevocationList;
import org.messagebroker.certs.RevocationReason;
import org.messagebroker.server.database.Rows;

/** The revocation lists in the rows of their authorities. Every method leaves the commit to its caller. */
final class CrlStore {

    private static final String LOCK = "SELECT crl_number FROM authorities WHERE authority_id = :id FOR UPDATE";
    private static final String SAVE = """
            UPDATE authorities SET crl_number = :number, crl = :crl, crl_next_update = :next
            WHERE authority_id = :id""";
    private static final String DUE = """
            SELECT authority_id FROM authorities
            WHERE issuing_key IS NOT NULL AND (crl_next_update IS NULL OR crl_next_update < :due)""";
    private static final String REVOKED = """
            SELECT serial, revoked_at, revocation_reason FROM certificates
            WHERE authority_id = :id AND state = 'revoked' AND not_after > :since""";
    private static final String FIND =
            "SELECT crl, crl_number, crl_next_update FROM authorities WHERE authority_id = :id";
    private static final String TRUSTED =
            "SELECT crl FROM authorities WHERE state <> 'retired' AND crl IS NOT NULL ORDER BY created_at";

    /** The number of the newest list, locked until the transaction ends; empty when there is no such authority. */
    Optional<Long> lockNumber(DbExecute transaction, String authority) {
        return transaction
                .createNamedGet("crl-lock", LOCK)
                .addParam("id", authority)
                .execute()
                .map(row -> Rows.number(row, "crl_number"));
    }

    void save(DbExecute transaction, String authority, RevocationList list) {
        transaction
                .createNamedUpdate("crl-save", SAVE)
                .addParam("number", list.number().longValueExact())
                .addParam("crl", list.der())
                .addParam("next", Rows.time(list.nextUpdate()))
                .addParam("id", authority)
                .execute();
    }

    /** The authorities whose newest list is to be followed by another before this time. */
    List<String> due(DbExecute execute, Instant before) {
        return execute.createNamedQuery("crl-due", DUE)
                .addParam("due", Rows.time(before))
                .execute()
                .map(row -> row.column("authority_id").getString())
                .toList();
    }

    /** What a list of this authority has to name: its revoked certificates that had not ended by then. */
    List<Revocation> revoked(DbExecute execute, String authority, Instant since) {
        return execute.createNamedQuery("crl-revoked", REVOKED)
                .addParam("id", authority)
                .addParam("since", Rows.time(since))
                .execute()
                .map(CrlStore::revocation)
                .toList();
    }

    Optional<Published> find(DbExecute execute, String authority) {
        return execute.createNamedGet("crl-find", FIND)
                .addParam("id", authority)
                .execute()
                .map(row -> new Published(
                        Rows.optionalBytes(row, "crl").map(CrlStore::list),
                        Rows.number(row, "crl_number"),
                        Rows.optionalTime(row, "crl_next_update")));
    }

    /** The newest list of each authority that is trusted. */
    List<RevocationList> trusted(DbExecute execute) {
        return execute.createNamedQuery("crl-trusted", TRUSTED)
                .execute()
                .map(row -> list(row.column("crl").get(byte[].class)))
                .toList();
    }

    private static RevocationList list(byte[] der) {
        return RevocationList.parse(der).getFirst();
    }

    private static Revocation revocation(DbRow row) {
        return new Revocation(
                new BigInteger(1, row.column("serial").get(byte[].class)),
                Rows.time(row, "revoked_at"),
                Rows.optionalText(row, "revocation_reason")
                        .flatMap(RevocationReason::parse)
                        .orElse(RevocationReason.UNSPECIFIED));
    }

    /** What stands in an authority's row. */
    record Published(Optional<RevocationList> list, long number, Optional<Instant> nextUpdate) {}
}
