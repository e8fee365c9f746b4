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
import org.messagebroker.certs.TrustedAuthority;
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
 * The certificate that this server presents. It renews it by itself when a third of its life is left, and when another
 * authority issues than the one it came from. The key stays: so only one file changes, and no crash can leave a certificate
 * beside another's key. A certificate of a foreign authority is left alone. Thread-safe.
 */
public final class OwnCertificate {

    private static final Logger LOG = LoggerFactory.getLogger(OwnCertificate.class);
    private static final int PARTS = 3;

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

    OwnCertificate(
            Path file,
            Database database,
            Authorities authorities,
            CertificateStore store,
            Issuer issuer,
            PolicyVersions versions,
            AuditStore audit,
            CertificateCounters counters,
            InstantSource clock) {
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

    /** The trusted root that it comes from, which a newcomer has to know to believe this server. */
    public Optional<X509Certificate> root() {
        X509Certificate top = chain().getLast();
        return database.read(authorities::trustedRoots).stream()
                .filter(root -> root.equals(top) || signed(root, top))
                .findFirst();
    }

    /** Enters it into the inventory, and renews it when that is due. */
    void keep(Service service) {
        service.tls().ifPresent(tls -> {
            enter(tls.certificate());
            if (isDue(tls.certificate())) {
                renewIfPossible(service, tls.certificate());
            }
        });
    }

    private void enter(X509Certificate own) {
        String fingerprint = Fingerprint.of(own).hex();
        Optional<Authority> signer = database.read(execute -> authorities.of(execute, own));
        Optional<Holder> holder = Holder.of(own, Authority.TRUST_DOMAIN).filter(each -> each.role() == Role.SERVER);
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
                        new AuditEntry(Actor.SYSTEM, "certificate.enter", fingerprint, Map.of("role", "server")));
                return fingerprint;
            });
        }
    }

    private boolean isDue(X509Certificate own) {
        Optional<Authority> signer = database.read(execute -> authorities.of(execute, own));
        Optional<CertificateAuthority> active = database.read(authorities::active);
        return signer.isPresent()
                && active.isPresent()
                && Holder.of(own, Authority.TRUST_DOMAIN).isPresent()
                && (!signer.get().id().equals(active.get().id()) || endsSoon(own));
    }

    private boolean endsSoon(X509Certificate own) {
        Instant end = own.getNotAfter().toInstant();
        Duration left = Duration.between(clock.instant(), end);
        return left.compareTo(life(own).dividedBy(PARTS)) < 0;
    }

    private void renewIfPossible(Service service, X509Certificate own) {
        if (WholeFile.isReplaceable(file)) {
            renew(service, own);
        } else if (!warnedOf.equals(Fingerprint.of(own).hex())) {
            warnedOf = Fingerprint.of(own).hex();
            LOG.warn(
                    "This server's certificate is to be renewed before {}, but {} cannot be written; issue one with"
                            + " POST /admin/certificates/renew and replace the file",
                    own.getNotAfter().toInstant(),
                    file);
        }
    }

    private void renew(Service service, X509Certificate own) {
        Issuance made = database.transaction(transaction -> {
            Issuance next = issuer.issue(
                    transaction,
                    request(transaction, own),
                    new KeySource.Kept(own.getPublicKey()),
                    Optional.of(Fingerprint.of(own).hex()));
            audit.add(
                    transaction,
                    new AuditEntry(Actor.SYSTEM, "certificate.renew", next.fingerprint(), Map.of("role", "server")));
            versions.advance(transaction);
            // Before the commit: a file that cannot be written leaves nothing behind.
            write(next.chain());
            return next;
        });
        counters.issued();
        service.reload();
        LOG.info(
                "This server presents a new certificate, valid until {}",
                made.certificate().getNotAfter().toInstant());
    }

    private LeafRequest request(DbExecute transaction, X509Certificate own) {
        Holder holder = Holder.of(own, Authority.TRUST_DOMAIN).orElseThrow();
        Validity validity =
                Validity.ofDays(Math.toIntExact(Math.max(1, life(own).toDays())), clock);
        Instant last =
                authorities.requireActive(transaction).issuing().getNotAfter().toInstant();
        Instant end = validity.notAfter().isAfter(last) ? last : validity.notAfter();
        return new LeafRequest(
                holder.role(), holder.name(), Holder.hosts(own), new Validity(validity.notBefore(), end));
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

    private List<X509Certificate> chain() {
        try {
            return Pem.certificates(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static boolean signed(X509Certificate root, X509Certificate below) {
        try {
            return new TrustedAuthority(root, below).root().equals(root);
        } catch (IllegalArgumentException another) {
            return false;
        }
    }
}
