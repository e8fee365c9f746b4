package org.messagebroker.server.authority;

import io.helidon.dbclient.DbExecute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.certs.CertificateAuthority;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.TrustedAuthority;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.ledger.LedgerEntry;
import org.messagebroker.server.policy.PolicyVersions;
import org.messagebroker.service.StartException;
import org.messagebroker.service.tls.KeyFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** At the first start, brings the authority from files into the database, the key under the master key. */
final class AuthorityTakeover {

    private static final Logger LOG = LoggerFactory.getLogger(AuthorityTakeover.class);

    private final AuthorityConfig config;
    private final Database database;
    private final AuthorityStore store;
    private final Authorities authorities;
    private final PolicyVersions versions;
    private final Ledger ledger;
    private final AuditStore audit;
    private final InstantSource clock;

    AuthorityTakeover(
            AuthorityConfig config,
            Database database,
            AuthorityStore store,
            Authorities authorities,
            PolicyVersions versions,
            Ledger ledger,
            AuditStore audit,
            InstantSource clock) {
        this.config = config;
        this.database = database;
        this.store = store;
        this.authorities = authorities;
        this.versions = versions;
        this.ledger = ledger;
        this.audit = audit;
        this.clock = clock;
    }

    /** Does nothing when the database holds an authority. Files that are missing or do not fit are said in the log. */
    void takeOverIfThereIsNone() {
        if (!database.read(store::all).isEmpty()) {
            return;
        }
        fromFiles()
                .filter(this::isNotRetired)
                .ifPresentOrElse(
                        this::takeOver,
                        () -> LOG.warn(
                                "There is no certificate authority: everything but issuing works. Set CA_KEY_PATH and CA_ISSUING_CERT_PATH and"
                                        + " start again, or make one with POST /admin/authorities"));
    }

    private void takeOver(CertificateAuthority found) {
        database.transaction(transaction -> {
            add(transaction, found);
            return found;
        });
        LOG.info(
                "The authority {} was taken over; {} is not needed here any more: move it to where the root's key is kept",
                found.id(),
                config.key());
    }

    private void add(DbExecute transaction, CertificateAuthority found) {
        if (store.lock(transaction).isEmpty()) {
            store.add(
                    transaction,
                    Authority.of(
                            found,
                            AuthorityState.ACTIVE,
                            authorities.sealed(found),
                            versions.current(transaction),
                            clock.instant()));
            audit.add(transaction, new AuditEntry(Actor.SYSTEM, "authority.take_over", found.id(), Map.of()));
            versions.advance(transaction);
        }
    }

    private boolean isNotRetired(CertificateAuthority found) {
        boolean retired = ledger.entries().stream()
                .anyMatch(entry -> entry.kind() == LedgerEntry.Kind.AUTHORITY_RETIRED
                        && entry.subject().equals(found.id()));
        if (retired) {
            LOG.error("The authority {} of {} was retired and is not taken over again", found.id(), config.issuing());
        }
        return !retired;
    }

    private Optional<CertificateAuthority> fromFiles() {
        if (!Files.exists(config.key()) || !Files.exists(config.issuing())) {
            return Optional.empty();
        }
        try {
            X509Certificate issuing = certificates(config.issuing()).getFirst();
            PrivateKey key = KeyFile.privateKey(config.key(), issuing.getPublicKey());
            return Optional.of(new CertificateAuthority(Authority.TRUST_DOMAIN, root(issuing), issuing, key));
        } catch (IOException | IllegalArgumentException | StartException unusable) {
            LOG.error("The authority's files cannot be used: {}", unusable.getMessage());
            return Optional.empty();
        }
    }

    private X509Certificate root(X509Certificate issuing) throws IOException {
        return certificates(config.roots()).stream()
                .flatMap(root -> pair(root, issuing).stream())
                .map(TrustedAuthority::root)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        config.issuing() + " was signed by none of the roots in " + config.roots()));
    }

    private static Optional<TrustedAuthority> pair(X509Certificate root, X509Certificate issuing) {
        try {
            return Optional.of(new TrustedAuthority(root, issuing));
        } catch (IllegalArgumentException notItsRoot) {
            return Optional.empty();
        }
    }

    private static List<X509Certificate> certificates(Path file) throws IOException {
        return Pem.certificates(Files.readString(file));
    }
}
