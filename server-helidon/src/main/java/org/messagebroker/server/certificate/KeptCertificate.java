package org.messagebroker.server.certificate;

import io.helidon.dbclient.DbExecute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.certs.CertificateAuthority;
import org.messagebroker.certs.Fingerprint;
import org.messagebroker.certs.Holder;
import org.messagebroker.certs.LeafRequest;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.Role;
import org.messagebroker.certs.Validity;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.authority.Authorities;
import org.messagebroker.server.authority.Authority;
import org.messagebroker.server.authority.WholeFile;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.policy.PolicyVersions;
import org.messagebroker.service.Service;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate in a file that this server looks after: the one that it presents, and that of a portal on the same machine.
 * It renews it by itself when a third of its life is left, and when another authority issues than the one it came from. The
 * key stays: so only one file changes, and no crash can leave a certificate beside another's key. A certificate of a foreign
 * authority is left alone. Thread-safe.
 */
public final class KeptCertificate {

    private static final Logger LOG = LoggerFactory.getLogger(KeptCertificate.class);
    private static final int PARTS = 3;

    private final Role role;
    private final Path file;
    private final Database database;
    private final Authorities authorities;
    private final CertificateStore store;
    private final Issuer issuer;
    private final PolicyVersions versions;
    private final AuditStore audit;
    private final CertificateCounters counters;
    private final InstantSource clock;
    private volatile String warnedOf = "";

    KeptCertificate(
            Role role,
            Path file,
            Database database,
            Authorities authorities,
            CertificateStore store,
            Issuer issuer,
            PolicyVersions versions,
            AuditStore audit,
            CertificateCounters counters,
            InstantSource clock) {
        this.role = role;
        this.file = file;
        this.database = database;
        this.authorities = authorities;
        this.store = store;
        this.issuer = issuer;
        this.versions = versions;
        this.audit = audit;
        this.counters = counters;
        this.clock = clock;
    }

    /** Enters the certificate that this service presents into the inventory, and renews it when that is due. */
    void keep(Service service) {
        service.tls().ifPresent(tls -> keep(tls.certificate(), service::reload));
    }

    /** The same for one that somebody else presents, who follows the file; nothing while there is none. */
    void keepFile() {
        if (Files.exists(file)) {
            keep(inFile(), () -> {});
        }
    }

    private void keep(X509Certificate current, Runnable taken) {
        enter(current);
        if (isDue(current)) {
            renewIfPossible(current, taken);
        }
    }

    private void enter(X509Certificate own) {
        String fingerprint = Fingerprint.of(own).hex();
        Optional<Authority> signer = database.read(execute -> authorities.of(execute, own));
        Optional<Holder> holder = Holder.of(own, Authority.TRUST_DOMAIN).filter(each -> each.role() == role);
        if (signer.isPresent()
                && holder.isPresent()
                && database.read(execute -> store.find(execute, fingerprint)).isEmpty()) {
            database.transaction(transaction -> {
                store.add(
                        transaction,
                        new CertificateStore.Entry(
                                own, holder.get(), signer.map(Authority::id), Optional.empty(), Optional.empty()),
                        clock.instant());
                audit.add(
                        transaction,
                        new AuditEntry(Actor.SYSTEM, "certificate.enter", fingerprint, Map.of("role", role.wire())));
                return fingerprint;
            });
        }
    }

    private boolean isDue(X509Certificate own) {
        Optional<Authority> signer = database.read(execute -> authorities.of(execute, own));
        Optional<CertificateAuthority> active = database.read(authorities::active);
        return signer.isPresent()
                && active.isPresent()
                && Holder.of(own, Authority.TRUST_DOMAIN)
                        .filter(each -> each.role() == role)
                        .isPresent()
                && (!signer.get().id().equals(active.get().id()) || endsSoon(own));
    }

    private boolean endsSoon(X509Certificate own) {
        Instant end = own.getNotAfter().toInstant();
        Duration left = Duration.between(clock.instant(), end);
        return left.compareTo(life(own).dividedBy(PARTS)) < 0;
    }

    private void renewIfPossible(X509Certificate own, Runnable taken) {
        if (WholeFile.isReplaceable(file)) {
            renew(own, taken);
        } else if (!warnedOf.equals(Fingerprint.of(own).hex())) {
            warnedOf = Fingerprint.of(own).hex();
            LOG.warn(
                    "The certificate of the {} is to be renewed before {}, but {} cannot be written; issue one with"
                            + " POST /admin/certificates/renew and replace the file",
                    role.wire(),
                    own.getNotAfter().toInstant(),
                    file);
        }
    }

    private void renew(X509Certificate own, Runnable taken) {
        Issuance made = database.transaction(transaction -> {
            Issuance next = issuer.issue(
                    transaction,
                    request(transaction, own),
                    new KeySource.Kept(own.getPublicKey()),
                    Optional.of(Fingerprint.of(own).hex()));
            audit.add(
                    transaction,
                    new AuditEntry(Actor.SYSTEM, "certificate.renew", next.fingerprint(), Map.of("role", role.wire())));
            versions.advance(transaction);
            // Before the commit: a file that cannot be written leaves nothing behind.
            write(next.chain());
            return next;
        });
        counters.issued();
        taken.run();
        LOG.info(
                "The certificate of the {} is renewed and valid until {}",
                role.wire(),
                made.certificate().getNotAfter().toInstant());
    }

    private LeafRequest request(DbExecute transaction, X509Certificate own) {
        Holder holder = Holder.of(own, Authority.TRUST_DOMAIN).orElseThrow();
        Validity asked = Validity.ofDays(Math.toIntExact(Math.max(1, life(own).toDays())), clock);
        Validity validity = authorities.requireActive(transaction).withinOwnLife(asked);
        return new LeafRequest(holder.role(), holder.name(), Holder.hosts(own), validity);
    }

    private static Duration life(X509Certificate own) {
        return Duration.between(
                own.getNotBefore().toInstant(), own.getNotAfter().toInstant());
    }

    private void write(List<X509Certificate> chain) {
        try {
            WholeFile.replace(file, Pem.ofCertificates(chain));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    private X509Certificate inFile() {
        try {
            return Pem.certificates(Files.readString(file)).getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
