package org.messagebroker.server.client;

import io.helidon.dbclient.DbExecute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.messagebroker.certs.Holder;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.Role;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.authority.Authorities;
import org.messagebroker.server.authority.Authority;
import org.messagebroker.server.certificate.CertificateStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.policy.PolicyVersions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enters the certificates of a directory ({@code server.crt}, {@code portal.crt}, {@code clients/<id>/<id>.crt}, {@code
 * proxies/…}, {@code workers/…}) into an empty inventory, so that a new installation knows the ones it was made with. Later it
 * changes nothing.
 */
public final class InventoryImport {

    private static final Logger LOG = LoggerFactory.getLogger(InventoryImport.class);

    private final Database database;
    private final CertificateStore store;
    private final Authorities authorities;
    private final PolicyVersions versions;
    private final AuditStore audit;
    private final InstantSource clock;

    public InventoryImport(
            Database database,
            CertificateStore store,
            Authorities authorities,
            PolicyVersions versions,
            AuditStore audit,
            InstantSource clock) {
        this.database = database;
        this.store = store;
        this.authorities = authorities;
        this.versions = versions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Files that cannot be read, or hold no identity of ours, are left out with a warning. */
    public void importIfEmpty(Path directory) {
        List<X509Certificate> found =
                files(directory).flatMap(file -> read(file).stream()).toList();
        boolean imported = !found.isEmpty()
                && database.transaction(transaction -> {
                    if (!store.isEmpty(transaction)) {
                        return false;
                    }
                    enter(transaction, found);
                    return true;
                });
        if (imported) {
            LOG.info("The inventory was empty; {} certificates were entered from {}", found.size(), directory);
        }
    }

    private void enter(DbExecute transaction, List<X509Certificate> found) {
        found.forEach(each -> enter(transaction, each));
        audit.add(
                transaction,
                new AuditEntry(Actor.SYSTEM, "inventory.import", "", Map.of("certificates", found.size())));
        versions.advance(transaction);
    }

    private void enter(DbExecute transaction, X509Certificate certificate) {
        Holder holder = Holder.of(certificate, Authority.TRUST_DOMAIN).orElseThrow();
        if (holder.role() == Role.CLIENT) {
            store.addClient(transaction, holder.name(), clock.instant());
        }
        Optional<String> authority = authorities.of(transaction, certificate).map(Authority::id);
        store.add(
                transaction,
                new CertificateStore.Entry(certificate, holder, authority, Optional.empty(), Optional.empty()),
                clock.instant());
    }

    private static Stream<Path> files(Path directory) {
        return Stream.concat(
                        Stream.of("server.crt", "portal.crt").map(directory::resolve),
                        Stream.of("clients", "proxies", "workers").flatMap(kind -> ofHolders(directory.resolve(kind))))
                .filter(Files::isRegularFile);
    }

    private static Stream<Path> ofHolders(Path kind) {
        if (!Files.isDirectory(kind)) {
            return Stream.empty();
        }
        try (Stream<Path> holders = Files.list(kind)) {
            return holders.sorted().map(holder -> holder.resolve(holder.getFileName() + ".crt")).toList().stream();
        } catch (IOException unreadable) {
            LOG.warn("The certificates under {} cannot be listed and are not entered", kind, unreadable);
            return Stream.empty();
        }
    }

    private static Optional<X509Certificate> read(Path file) {
        try {
            X509Certificate certificate =
                    Pem.certificates(Files.readString(file)).getFirst();
            if (Holder.of(certificate, Authority.TRUST_DOMAIN).isPresent()) {
                return Optional.of(certificate);
            }
            LOG.warn("The certificate {} carries no identity known here and is not entered", file);
        } catch (IOException | IllegalArgumentException unusable) {
            LOG.warn("The certificate {} cannot be entered: {}", file, unusable.getMessage());
        }
        return Optional.empty();
    }
}
