package org.messagebroker.server.enrolment;

import io.helidon.dbclient.DbExecute;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.EnrolmentOrder;
import org.messagebroker.api.EnrolmentRequest;
import org.messagebroker.api.EnrolmentToken;
import org.messagebroker.api.EnrolmentView;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.IssuedCertificate;
import org.messagebroker.api.NewEnrolment;
import org.messagebroker.api.RenewalRequest;
import org.messagebroker.certs.CertificateAuthority;
import org.messagebroker.certs.Fingerprint;
import org.messagebroker.certs.Holder;
import org.messagebroker.certs.LeafRequest;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.Role;
import org.messagebroker.certs.SigningRequest;
import org.messagebroker.certs.Validity;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.authority.Authorities;
import org.messagebroker.server.certificate.CertificateCounters;
import org.messagebroker.server.certificate.CertificateRecord;
import org.messagebroker.server.certificate.CertificateStore;
import org.messagebroker.server.certificate.Issuance;
import org.messagebroker.server.certificate.Issuer;
import org.messagebroker.server.certificate.KeySource;
import org.messagebroker.server.certificate.Refusals;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.enrolment.Invitation.Use;
import org.messagebroker.server.policy.PolicyVersions;
import org.messagebroker.service.Problem;
import org.messagebroker.service.tls.Peer;

/**
 * Lets proxies and workers join, and renew. A token is good for one signing request; the same request again gets the same
 * certificate, so that an answer that was lost can be asked for again. Thread-safe.
 */
final class EnrolmentService {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;
    private static final int USUAL_MINUTES = 60;
    private static final int MOST_MINUTES = 7 * 24 * 60;

    private final Database database;
    private final EnrolmentStore store = new EnrolmentStore();
    private final Authorities authorities;
    private final CertificateStore certificates;
    private final Issuer issuer;
    private final CertificateCounters counters;
    private final PolicyVersions versions;
    private final AuditStore audit;
    private final int days;
    private final InstantSource clock;

    /** @param days for which certificates hold that are issued here */
    EnrolmentService(
            Database database,
            Authorities authorities,
            CertificateStore certificates,
            Issuer issuer,
            CertificateCounters counters,
            PolicyVersions versions,
            AuditStore audit,
            int days,
            InstantSource clock) {
        this.database = database;
        this.authorities = authorities;
        this.certificates = certificates;
        this.issuer = issuer;
        this.counters = counters;
        this.versions = versions;
        this.audit = audit;
        this.days = days;
        this.clock = clock;
    }

    List<EnrolmentView> all() {
        Instant now = clock.instant();
        return database.read(store::all).stream()
                .map(invitation -> invitation.view(now))
                .toList();
    }

    /** @throws Problem validation_error for another role, a malformed name or a life too long */
    NewEnrolment invite(EnrolmentOrder order, Actor actor) {
        Role role = role(order.role());
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.plus(Duration.ofMinutes(minutes(order)));
        LeafRequest checked = request(role, order.name(), List.of(), Validity.ofDays(days, clock));
        String secret = secret();
        return database.transaction(transaction -> {
            CertificateAuthority authority = authorities.requireActive(transaction);
            Invitation invitation =
                    new Invitation(sha256(secret), role, checked.name(), now, actor.name(), end, Optional.empty());
            store.add(transaction, invitation);
            audit.add(
                    transaction,
                    new AuditEntry(
                            actor,
                            "enrolment.create",
                            invitation.id(),
                            Map.of("role", role.wire(), "name", checked.name(), "expires_at", end.toString())));
            EnrolmentToken token = new EnrolmentToken(
                    Fingerprint.of(authority.root()).hex(), role.wire(), checked.name(), end, secret);
            return new NewEnrolment(
                    invitation.id(), role.wire(), checked.name(), end, token.text(), Commands.of(role, token));
        });
    }

    /** @throws Problem not_found */
    void withdraw(String id, Actor actor) {
        database.transaction(transaction -> {
            Invitation invitation = store.all(transaction).stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "There is no enrolment of this id."));
            store.delete(transaction, invitation);
            audit.add(transaction, new AuditEntry(actor, "enrolment.delete", id, Map.of("name", invitation.name())));
            return invitation;
        });
    }

    /** @throws Problem authorization_error when the token is not good for this request */
    IssuedCertificate enrol(EnrolmentRequest asked, Actor from) {
        EnrolmentToken token = EnrolmentToken.parse(asked.token())
                .orElseThrow(() -> Problem.invalidField("token", "is not an enrolment token; copy it whole."));
        SigningRequest request = Refusals.of(() -> SigningRequest.parse(asked.request()));
        return database.transaction(transaction -> {
            Invitation invitation = store.lock(transaction, sha256(token.secret()))
                    .filter(found -> found.role().wire().equals(token.role())
                            && found.name().equals(token.name()))
                    .orElseThrow(EnrolmentService::noGood);
            Issuance issued = invitation
                    .use()
                    .map(use -> again(transaction, use, request))
                    .orElseGet(() -> first(transaction, invitation, request, from));
            return answer(transaction, issued);
        });
    }

    private Issuance again(DbExecute transaction, Use use, SigningRequest request) {
        if (!use.isFor(request.hash())) {
            throw Problem.of(
                    ErrorCode.AUTHORIZATION_ERROR,
                    "This token was used for another request; ask the administrator for a new one.");
        }
        return certificates
                .find(transaction, use.fingerprint())
                .filter(known -> !known.isRevoked())
                .flatMap(known -> issuer.again(transaction, known))
                .orElseThrow(EnrolmentService::noGood);
    }

    private Issuance first(DbExecute transaction, Invitation invitation, SigningRequest request, Actor from) {
        Instant now = clock.instant();
        if (!invitation.expiresAt().isAfter(now)) {
            throw Problem.of(
                    ErrorCode.AUTHORIZATION_ERROR,
                    "This token ended at " + invitation.expiresAt() + "; ask the administrator for a new one.");
        }
        LeafRequest leaf =
                request(invitation.role(), invitation.name(), hosts(invitation.role(), request), validity(transaction));
        Issuance issued = issuer.issue(transaction, leaf, new KeySource.Requested(request), Optional.empty());
        store.use(transaction, invitation, new Use(now, request.hash(), issued.fingerprint()));
        recorded(transaction, from, "enrolment.use", issued);
        return issued;
    }

    /** The next certificate of the one that asks, for the same role, name and hosts. */
    IssuedCertificate renew(Peer peer, RenewalRequest asked, Actor from) {
        SigningRequest request = Refusals.of(() -> SigningRequest.parse(asked.request()));
        return database.transaction(transaction -> {
            CertificateRecord before = certificates
                    .find(transaction, peer.fingerprint())
                    .filter(known -> !known.isRevoked())
                    .orElseThrow(EnrolmentService::noGood);
            Optional<Issuance> earlier = certificates
                    .ofRequest(transaction, before.role(), before.name(), request.hash())
                    .filter(known -> known.isGood(clock.instant()))
                    .flatMap(known -> issuer.again(transaction, known));
            return answer(transaction, earlier.orElseGet(() -> next(transaction, before, request, from)));
        });
    }

    private Issuance next(DbExecute transaction, CertificateRecord before, SigningRequest request, Actor from) {
        List<String> hosts = before.certificate().map(Holder::hosts).orElse(List.of());
        LeafRequest leaf = request(before.role(), before.name(), hosts, validity(transaction));
        Issuance issued =
                issuer.issue(transaction, leaf, new KeySource.Requested(request), Optional.of(before.fingerprint()));
        recorded(transaction, from, "certificate.renew", issued);
        return issued;
    }

    private void recorded(DbExecute transaction, Actor from, String action, Issuance issued) {
        counters.issued();
        audit.add(
                transaction,
                new AuditEntry(
                        from,
                        action,
                        issued.fingerprint(),
                        Map.of(
                                "role",
                                issued.holder().role().wire(),
                                "name",
                                issued.holder().name())));
        versions.advance(transaction);
    }

    private IssuedCertificate answer(DbExecute transaction, Issuance issued) {
        return new IssuedCertificate(Pem.ofCertificates(issued.chain()), authorities.trustedPem(transaction));
    }

    /** In the last days of an authority, as long as it lives: no proxy is left without a certificate before it ends. */
    private Validity validity(DbExecute transaction) {
        CertificateAuthority authority = authorities.requireActive(transaction);
        return Refusals.of(() -> authority.withinOwnLife(Validity.ofDays(days, clock)));
    }

    private static LeafRequest request(Role role, String name, List<String> hosts, Validity validity) {
        return Refusals.of(() -> new LeafRequest(role, name, hosts, validity));
    }

    /** Only who answers has hosts. */
    private static List<String> hosts(Role role, SigningRequest request) {
        return role == Role.PROXY ? request.hosts() : List.of();
    }

    private static Role role(String wire) {
        return Role.parse(wire)
                .filter(role -> role == Role.PROXY || role == Role.WORKER)
                .orElseThrow(() -> Problem.invalidField("role", "must be proxy or worker."));
    }

    private static int minutes(EnrolmentOrder order) {
        int minutes = order.expiresMinutes().orElse(USUAL_MINUTES);
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw Problem.invalidField("expires_minutes", "must be from 1 to " + MOST_MINUTES + ".");
        }
        return minutes;
    }

    private static Problem noGood() {
        return Problem.of(
                ErrorCode.AUTHORIZATION_ERROR,
                "This token is not known here, or was withdrawn; ask the administrator for a new one.");
    }

    private static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("SHA-256 is missing from this JDK", impossible);
        }
    }
}
