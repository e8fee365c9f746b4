package org.messagebroker.server.certificate;

import io.helidon.dbclient.DbExecute;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.RevocationOrder;
import org.messagebroker.api.RevocationResult;
import org.messagebroker.certs.RevocationReason;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.policy.PolicyVersions;
import org.messagebroker.service.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Revokes for administrators, and when an overlap ends. Thread-safe. */
final class RevokeService {

    private static final Logger LOG = LoggerFactory.getLogger(RevokeService.class);

    private final Database database;
    private final CertificateStore store;
    private final Revoker revoker;
    private final PolicyVersions versions;
    private final AuditStore audit;
    private final CertificateCounters counters;
    private final InstantSource clock;

    RevokeService(
            Database database,
            CertificateStore store,
            Revoker revoker,
            PolicyVersions versions,
            AuditStore audit,
            CertificateCounters counters,
            InstantSource clock) {
        this.database = database;
        this.store = store;
        this.revoker = revoker;
        this.versions = versions;
        this.audit = audit;
        this.counters = counters;
        this.clock = clock;
    }

    /** @throws Problem for an unknown reason, or when nothing is known by what was given */
    RevocationResult revoke(RevocationOrder order, Actor actor) {
        RevocationReason reason = reason(order);
        requireOne(order);
        List<CertificateRecord> revoked = database.transaction(transaction -> {
            List<CertificateRecord> found = find(transaction, order);
            if (found.isEmpty()) {
                throw Problem.of(
                        ErrorCode.NOT_FOUND, "No certificate is known by that; see GET /admin/certificates/list.");
            }
            return revoke(transaction, found, reason, actor);
        });
        counters.revoked(revoked.size());
        return new RevocationResult(
                revoked.size(),
                revoked.stream().map(CertificateRecord::fingerprint).toList(),
                reason.wire(),
                clock.instant());
    }

    /** Revokes those whose overlap has ended. */
    void endOverlaps() {
        if (database.read(execute -> store.overlapped(execute, clock.instant())).isEmpty()) {
            return;
        }
        List<CertificateRecord> revoked = database.transaction(transaction -> revoke(
                transaction,
                store.overlapped(transaction, clock.instant()),
                RevocationReason.SUPERSEDED,
                Actor.SYSTEM));
        counters.revoked(revoked.size());
        revoked.forEach(each -> LOG.info("{} {} has ended its overlap and is revoked", each.role(), each.name()));
    }

    private List<CertificateRecord> revoke(
            DbExecute transaction, List<CertificateRecord> found, RevocationReason reason, Actor actor) {
        List<CertificateRecord> revoked = revoker.revoke(transaction, found, reason);
        revoked.forEach(each -> audit.add(
                transaction,
                new AuditEntry(
                        actor,
                        "certificate.revoke",
                        each.fingerprint(),
                        Map.of("role", each.role().wire(), "name", each.name(), "reason", reason.wire()))));
        if (!revoked.isEmpty()) {
            versions.advance(transaction);
        }
        return revoked;
    }

    private List<CertificateRecord> find(DbExecute transaction, RevocationOrder order) {
        if (order.fingerprint().isPresent()) {
            String fingerprint = Fingerprints.require(order.fingerprint().get());
            return store.find(transaction, fingerprint).stream().toList();
        }
        if (order.serial().isPresent()) {
            return store.ofSerial(transaction, serial(order.serial().get()));
        }
        return store.ofClient(transaction, order.clientId().orElse(""));
    }

    private static byte[] serial(String written) {
        try {
            return CertificateStore.unsigned(new BigInteger(written.replace(":", ""), 16));
        } catch (NumberFormatException malformed) {
            throw Problem.invalidField("serial", "must be hexadecimal");
        }
    }

    private static RevocationReason reason(RevocationOrder order) {
        return order.reason()
                .map(wire -> RevocationReason.parse(wire)
                        .orElseThrow(
                                () -> Problem.invalidField("reason", "must be one of " + RevocationReason.names())))
                .orElse(RevocationReason.UNSPECIFIED);
    }

    private static void requireOne(RevocationOrder order) {
        long given = Stream.of(order.fingerprint(), order.serial(), order.clientId())
                .filter(Optional::isPresent)
                .count();
        if (given != 1) {
            throw Problem.invalid("Say which: exactly one of fingerprint, serial and client_id.");
        }
    }
}
