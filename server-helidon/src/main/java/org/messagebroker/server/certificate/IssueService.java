package org.messagebroker.server.certificate;

import io.helidon.dbclient.DbExecute;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.CertificateOrder;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.SuccessorOrder;
import org.messagebroker.certs.Holder;
import org.messagebroker.certs.KeyKind;
import org.messagebroker.certs.LeafRequest;
import org.messagebroker.certs.RevocationReason;
import org.messagebroker.certs.Role;
import org.messagebroker.certs.SigningRequest;
import org.messagebroker.certs.Validity;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.authority.Authorities;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.policy.PolicyVersions;
import org.messagebroker.service.Problem;

/** Issues certificates for administrators: new ones, and the next one of a holder. Thread-safe. */
final class IssueService {

    private static final int DEFAULT_DAYS = 365;
    private static final int LONGEST = 3650;

    private final Database database;
    private final Authorities authorities;
    private final CertificateStore store;
    private final Issuer issuer;
    private final Revoker revoker;
    private final PolicyVersions versions;
    private final AuditStore audit;
    private final CertificateCounters counters;
    private final InstantSource clock;

    IssueService(
            Database database,
            Authorities authorities,
            CertificateStore store,
            Issuer issuer,
            Revoker revoker,
            PolicyVersions versions,
            AuditStore audit,
            CertificateCounters counters,
            InstantSource clock) {
        this.database = database;
        this.authorities = authorities;
        this.store = store;
        this.issuer = issuer;
        this.revoker = revoker;
        this.versions = versions;
        this.audit = audit;
        this.counters = counters;
        this.clock = clock;
    }

    /** @throws Problem saying what of the order cannot be fulfilled */
    Issuance issue(CertificateOrder order, Actor actor) {
        Optional<SigningRequest> csr = order.csr().map(IssueService::parsed);
        Role role = role(order);
        List<String> hosts = hosts(role, order.hosts(), csr);
        Validity validity = validity(order.days().orElse(DEFAULT_DAYS));
        LeafRequest request = Refusals.of(() -> new LeafRequest(role, name(order), hosts, validity));
        KeySource keys = keys(csr, order.key());
        boolean create = order.createClient().orElse(true);
        Issuance issued = database.transaction(transaction -> {
            ensureClient(transaction, request, create);
            Issuance made = issuer.issue(transaction, request, keys, Optional.empty());
            record(
                    transaction,
                    actor,
                    "certificate.issue",
                    made,
                    Map.of("days", order.days().orElse(DEFAULT_DAYS)));
            return made;
        });
        counters.issued();
        return issued;
    }

    /** The next certificate for the same key, or for that of a signing request. */
    Issuance renew(SuccessorOrder order, Actor actor) {
        Optional<SigningRequest> csr = order.csr().map(IssueService::parsed);
        return succeed(
                order,
                actor,
                before -> csr.<KeySource>map(KeySource.Requested::new)
                        .orElseGet(() -> new KeySource.Kept(known(before).getPublicKey())));
    }

    /** The next certificate for a new key; the one before is revoked at once unless an overlap is asked for. */
    Issuance rekey(SuccessorOrder order, Actor actor) {
        KeySource keys = keys(order.csr().map(IssueService::parsed), order.key());
        SuccessorOrder atOnce = new SuccessorOrder(
                order.fingerprint(),
                order.days(),
                Optional.of(order.overlapDays().orElse(0)),
                order.key(),
                order.csr(),
                order.password(),
                order.proxyUrl());
        return succeed(atOnce, actor, before -> keys);
    }

    private Issuance succeed(SuccessorOrder order, Actor actor, Keys keys) {
        order.overlapDays().ifPresent(IssueService::requireOverlap);
        Issuance issued = database.transaction(transaction -> {
            CertificateRecord before = good(transaction, order.fingerprint());
            Issuance made = issuer.issue(
                    transaction,
                    successor(transaction, before, order),
                    keys.of(before),
                    Optional.of(before.fingerprint()));
            order.overlapDays().ifPresent(days -> end(transaction, before, days));
            record(transaction, actor, "certificate.renew", made, Map.of("replaces", before.fingerprint()));
            return made;
        });
        counters.issued();
        order.overlapDays().filter(days -> days == 0).ifPresent(atOnce -> counters.revoked(1));
        return issued;
    }

    private LeafRequest successor(DbExecute transaction, CertificateRecord before, SuccessorOrder order) {
        Validity validity = order.days().map(this::validity).orElseGet(() -> asLong(transaction, before));
        return Refusals.of(() -> new LeafRequest(before.role(), before.name(), Holder.hosts(known(before)), validity));
    }

    /** As long as the one before, but no longer than the authority lives. */
    private Validity asLong(DbExecute transaction, CertificateRecord before) {
        Duration life = Duration.between(before.notBefore(), before.notAfter());
        Validity asked = validity(Math.clamp(life.toDays(), 1, LONGEST));
        return Refusals.of(() -> authorities.requireActive(transaction).withinOwnLife(asked));
    }

    private void end(DbExecute transaction, CertificateRecord before, int days) {
        if (days == 0) {
            revoker.revoke(transaction, List.of(before), RevocationReason.SUPERSEDED);
        } else {
            Instant end = clock.instant().plus(Duration.ofDays(days));
            store.revokeAt(transaction, before.fingerprint(), end);
        }
    }

    private void record(
            DbExecute transaction, Actor actor, String action, Issuance made, Map<String, Object> particulars) {
        Map<String, Object> details = new HashMap<>(particulars);
        details.put("role", made.holder().role().wire());
        details.put("name", made.holder().name());
        details.put("key_made_here", made.key().isPresent());
        audit.add(transaction, new AuditEntry(actor, action, made.fingerprint(), details));
        versions.advance(transaction);
    }

    private CertificateRecord good(DbExecute transaction, String fingerprint) {
        CertificateRecord found = store.find(transaction, Fingerprints.require(fingerprint))
                .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "No certificate has this fingerprint."));
        if (found.isRevoked()) {
            throw Problem.of(
                    ErrorCode.CONFLICT, "This certificate is revoked and cannot be renewed; issue a new one instead.");
        }
        return found;
    }

    private static X509Certificate known(CertificateRecord certificate) {
        return certificate
                .certificate()
                .orElseThrow(() -> Problem.of(
                        ErrorCode.CONFLICT,
                        "The inventory holds only particulars of this certificate; issue a new one instead."));
    }

    private void ensureClient(DbExecute transaction, LeafRequest request, boolean create) {
        if (request.role() != Role.CLIENT) {
            return;
        }
        if (request.name().equals(Envelope.TEST_CLIENT.value())) {
            throw Problem.invalidField("name", "is the name under which test messages travel; choose another.");
        }
        if (create) {
            store.addClient(transaction, request.name(), clock.instant());
        } else if (!store.hasClient(transaction, request.name())) {
            throw Problem.of(
                    ErrorCode.NOT_FOUND, "There is no client of this id; make it first, or leave out create_client.");
        }
    }

    private static Role role(CertificateOrder order) {
        String role = order.role().orElse("client");
        if (order.clientId().isPresent() && !role.equals("client")) {
            throw Problem.invalidField("client_id", "goes with the role client only; say name instead");
        }
        return Role.parse(role)
                .orElseThrow(() -> Problem.invalidField("role", "must be client, proxy, worker, server or portal"));
    }

    private static String name(CertificateOrder order) {
        return order.clientId()
                .or(order::name)
                .orElseThrow(() -> Problem.invalidField("name", "is missing: say whose certificate it will be"));
    }

    private static List<String> hosts(Role role, List<String> asked, Optional<SigningRequest> csr) {
        return switch (role) {
            case CLIENT, WORKER -> {
                if (!asked.isEmpty()) {
                    throw Problem.invalidField(
                            "hosts",
                            "are for those that answer calls, which a " + role.wire() + " does not; leave them out");
                }
                yield List.of();
            }
            case PROXY -> answering(asked, csr);
            case SERVER, PORTAL -> {
                List<String> hosts = answering(asked, csr);
                if (hosts.isEmpty()) {
                    throw Problem.invalidField("hosts", "must name where the " + role.wire() + " answers");
                }
                yield hosts;
            }
        };
    }

    private static List<String> answering(List<String> asked, Optional<SigningRequest> csr) {
        return asked.isEmpty() ? csr.map(SigningRequest::hosts).orElse(List.of()) : asked;
    }

    private static KeySource keys(Optional<SigningRequest> csr, Optional<String> kind) {
        if (csr.isPresent()) {
            return new KeySource.Requested(csr.get());
        }
        return new KeySource.Made(KeyKind.parse(kind.orElse("ec"))
                .orElseThrow(() -> Problem.invalidField("key", "must be ec or rsa"))
                .create());
    }

    private static SigningRequest parsed(String pem) {
        return Refusals.of(() -> SigningRequest.parse(pem));
    }

    private Validity validity(int days) {
        if (days < 1 || days > LONGEST) {
            throw Problem.invalidField("days", "must be from 1 to " + LONGEST);
        }
        return Validity.ofDays(days, clock);
    }

    private static void requireOverlap(int days) {
        if (days < 0 || days > LONGEST) {
            throw Problem.invalidField("overlap_days", "must be from 0 to " + LONGEST);
        }
    }

    private interface Keys {
        KeySource of(CertificateRecord before);
    }
}
