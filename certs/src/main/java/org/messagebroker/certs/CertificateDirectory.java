package org.messagebroker.certs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Where the files of the authority and of the holders live. Private keys have mode 0600, directories 0700; each file is
 * written whole or not at all.
 *
 * <pre>
 * ca.crt       the root: what everybody trusts, and what curl --cacert takes
 * ca.key       the issuing authority's key
 * issuing.crt  the issuing authority
 * root.key     the root's key: keep it elsewhere
 * server.crt server.key portal.crt portal.key
 * clients/ID/  ID.crt ID.key ca.crt; likewise proxies/ID/, workers/ID/
 * </pre>
 *
 * A {@code .crt} of a holder is its whole chain without the root. All methods throw {@link UncheckedIOException}.
 *
 * @param path the directory itself
 */
public record CertificateDirectory(Path path) {

    /** The trust anchor. */
    public Path trust() {
        return path.resolve("ca.crt");
    }

    /** Whether an authority lives here. */
    public boolean hasAuthority() {
        return Files.exists(trust());
    }

    /** Writes a new authority; {@code ca.crt} last, so that a half-written one is not taken for whole. */
    public void save(CertificateAuthority.Founded founded) {
        CertificateAuthority authority = founded.authority();
        writeSecret(path.resolve("root.key"), Pem.ofPrivateKey(founded.rootKey()));
        writeSecret(path.resolve("ca.key"), Pem.ofPrivateKey(authority.issuingKey()));
        write(path.resolve("issuing.crt"), Pem.ofCertificates(List.of(authority.issuing())));
        write(trust(), Pem.ofCertificates(List.of(authority.root())));
    }

    /** The authority that lives here. */
    public CertificateAuthority authority(String trustDomain) {
        X509Certificate root = certificates(trust()).getFirst();
        X509Certificate issuing = certificates(path.resolve("issuing.crt")).getFirst();
        PrivateKey key = Pem.privateKey(read(path.resolve("ca.key")));
        return new CertificateAuthority(trustDomain, root, issuing, key);
    }

    /** Where a holder's files go. */
    public HolderFiles files(Role role, String name) {
        return switch (role) {
            case SERVER -> HolderFiles.in(path, "server", trust());
            case PORTAL -> HolderFiles.in(path, "portal", trust());
            case PROXY -> folder("proxies", name);
            case WORKER -> folder("workers", name);
            case CLIENT -> folder("clients", name);
        };
    }

    /** Writes a holder's chain and key, and the trust anchor beside them; the certificate last. */
    public HolderFiles save(Role role, String name, Issued issued) {
        HolderFiles files = files(role, name);
        writeSecret(files.key(), Pem.ofPrivateKey(issued.key()));
        if (!files.trust().equals(trust())) {
            write(files.trust(), read(trust()));
        }
        write(files.certificate(), Pem.ofCertificates(issued.chain()));
        return files;
    }

    private HolderFiles folder(String kind, String name) {
        Path folder = path.resolve(kind).resolve(name);
        return HolderFiles.in(folder, name, folder.resolve("ca.crt"));
    }

    private static List<X509Certificate> certificates(Path file) {
        return Pem.certificates(read(file));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static void write(Path file, String text) {
        write(file, text, "rw-r--r--");
    }

    private static void writeSecret(Path file, String text) {
        write(file, text, "rw-------");
    }

    private static void write(Path file, String text, String mode) {
        try {
            Files.createDirectories(file.getParent(), permissions("rwx------"));
            Path draft =
                    Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new", permissions(mode));
            Files.writeString(draft, text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static FileAttribute<?> permissions(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }

    /**
     * A holder's three files.
     *
     * @param certificate its chain
     * @param key its private key
     * @param trust the trust anchor
     */
    public record HolderFiles(Path certificate, Path key, Path trust) {
        private static HolderFiles in(Path folder, String name, Path trust) {
            return new HolderFiles(folder.resolve(name + ".crt"), folder.resolve(name + ".key"), trust);
        }

        /** Whether certificate and key are there. */
        public boolean exist() {
            return Files.exists(certificate) && Files.exists(key);
        }
    }
}
