package org.messagebroker.server.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.service.Problem;
import org.messagebroker.service.tls.Peer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enters the certificates of a directory ({@code clients/<id>/<id>.crt}, {@code proxies/…}, {@code workers/…}) into an
 * empty inventory, so that a new installation knows the ones it was made with. Later it changes nothing.
 */
public final class InventoryImport {

    private static final Logger LOG = LoggerFactory.getLogger(InventoryImport.class);

    private final Database database;
    private final AuditStore audit;
    private final InstantSource clock;
    private final InventoryStore store = new InventoryStore();

    public InventoryImport(Database database, AuditStore audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** Files that cannot be read, or hold no identity of ours, are left out with a warning. */
    public void importIfEmpty(Path directory) {
        List<Found> found = Stream.of("clients", "proxies", "workers")
                .flatMap(kind -> certificates(directory.resolve(kind)))
                .toList();
        boolean imported = !found.isEmpty()
                && database.transaction(transaction -> {
                    if (!store.isEmpty(transaction)) {
                        return false;
                    }
                    found.forEach(each -> store.add(transaction, each, clock.instant()));
                    audit.add(
                            transaction,
                            new AuditEntry(Actor.SYSTEM, "inventory.import", "", Map.of("certificates", found.size())));
                    return true;
                });
        if (imported) {
            LOG.info("The inventory was empty; {} certificates were entered from {}", found.size(), directory);
        }
    }

    private static Stream<Found> certificates(Path kind) {
        if (!Files.isDirectory(kind)) {
            return Stream.empty();
        }
        try (Stream<Path> subjects = Files.list(kind)) {
            return subjects
                    .sorted()
                    .map(subject -> subject.resolve(subject.getFileName() + ".crt"))
                    .filter(Files::isRegularFile)
                    .flatMap(file -> read(file).stream())
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            LOG.warn("The certificates under {} cannot be listed and are not entered", kind, unreadable);
            return Stream.empty();
        }
    }

    private static Optional<Found> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            byte[] fingerprint = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return Optional.of(new Found(Peer.of(certificate), fingerprint));
        } catch (IOException | CertificateException | NoSuchAlgorithmException | Problem unusable) {
            LOG.warn("The certificate {} cannot be entered: {}", file, unusable.getMessage());
            return Optional.empty();
        }
    }

    /** A certificate in the directory. */
    record Found(Peer peer, byte[] fingerprint) {}
}
