package org.messagebroker.server.certificate;

import io.helidon.dbclient.DbExecute;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.messagebroker.certs.RevocationReason;
import org.messagebroker.server.authority.RevocationLists;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.ledger.LedgerEntry;
import org.messagebroker.server.ledger.LedgerEntry.Detail;

/** Revokes in inventory, ledger and revocation list together. Thread-safe. */
final class Revoker {

    private final CertificateStore store;
    private final RevocationLists lists;
    private final Ledger ledger;
    private final InstantSource clock;

    Revoker(CertificateStore store, RevocationLists lists, Ledger ledger, InstantSource clock) {
        this.store = store;
        this.lists = lists;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Revokes within the caller's transaction and answers those that were not revoked before. */
    List<CertificateRecord> revoke(
            DbExecute transaction, List<CertificateRecord> certificates, RevocationReason reason) {
        Instant now = clock.instant();
        List<CertificateRecord> revoked = certificates.stream()
                .filter(each -> store.revoke(transaction, each.fingerprint(), reason, now))
                .toList();
        revoked.forEach(
                each -> ledger.append(LedgerEntry.Kind.CERTIFICATE_REVOKED, each.fingerprint(), details(each, reason)));
        revoked.stream()
                .flatMap(each -> each.authorityId().stream())
                .distinct()
                .sorted()
                .forEach(authority -> lists.sign(transaction, authority));
        return revoked;
    }

    private static Map<String, String> details(CertificateRecord certificate, RevocationReason reason) {
        Map<String, String> details = new HashMap<>(Map.of(
                Detail.ISSUER, certificate.issuer(),
                Detail.SERIAL, certificate.serial(),
                Detail.SUBJECT_ID, certificate.name(),
                Detail.ROLE, certificate.role().wire(),
                Detail.NOT_BEFORE, certificate.notBefore().toString(),
                Detail.NOT_AFTER, certificate.notAfter().toString(),
                Detail.REASON, reason.wire()));
        certificate.authorityId().ifPresent(id -> details.put(Detail.AUTHORITY_ID, id));
        return details;
    }
}
