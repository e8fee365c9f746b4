package org.messagebroker.certs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the files of the authority and of the holders live. Private keys have mode 0600, directories 0700; each file is
 * written whole or not at all.
 *
 * <pre>
 * ca.crt         the root, or several: what everybody trusts, and what curl --cacert takes
 * ca.key         the issuing authority's key
 * issuing.crt    the issuing authority
 * root.key.enc   the root's key under a passphrase: move it elsewhere
 * crl.pem        what is revoked, one list for each issuing authority
 * former/        issuing authorities of the past, SERIAL.crt SERIAL.key
 * issued/        every certificate ever written here, SERIAL.crt
 * server.crt server.key portal.crt portal.key
 * clients/ID/    ID.crt ID.key ca.crt; likewise proxies/ID/, workers/ID/
 * </pre>
 *
 * A {@code .crt} of a holder is its whole chain without the root. All methods throw {@link UncheckedIOException}, and
 * {@link IllegalArgumentException} when a file does not hold what it should.
 *
 * @param path the directory itself
 */
public record CertificateDirectory(Path path) {

    private static final int HEXADECIMAL = 16;

    /** The trust anchor. */
    public Path trust() {
        return path.resolve("ca.crt");
    }

    /** The root's key, encrypted. */
    public Path rootKey() {
        return path.resolve("root.key.enc");
    }

    /** The revocation lists. */
    public Path crl() {
        return path.resolve("crl.pem");
    }

    private Path issuingCertificate() {
        return path.resolve("issuing.crt");
    }

    private Path issuingKey() {
        return path.resolve("ca.key");
    }

    /** Whether an authority lives here. */
    public boolean hasAuthority() {
        return Files.exists(trust());
    }

    /**
     * Writes a new authority; {@code ca.crt} last, so that a half-written one is not taken for whole. The root's key is
     * written under a passphrase that is made for it.
     *
     * @return the passphrase, which is stored nowhere: show it to a person, once
     */
    public Passphrase save(CertificateAuthority.Founded founded) {
        Passphrase passphrase = Passphrase.create();
        WholeFiles.writeSecret(rootKey(), EncryptedKey.encrypt(founded.rootKey(), passphrase));
        saveIssuing(founded.authority());
        WholeFiles.write(trust(), Pem.ofCertificates(List.of(founded.authority().root())));
        return passphrase;
    }

    /** All roots that are trusted here: beside our own, those that a server has brought in. */
    public List<X509Certificate> roots() {
        return Pem.certificates(WholeFiles.read(trust()));
    }

    /** The root of the authority that lives here. */
    public X509Certificate root() {
        return rootOf(certificate(issuingCertificate()));
    }

    private X509Certificate rootOf(X509Certificate issuing) {
        return roots().stream()
                .filter(root -> TrustedAuthority.isSigned(issuing, root))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        trust() + " holds no root that has signed the issuing authority's certificate"));
    }

    /** The authority that lives here. */
    public CertificateAuthority authority(String trustDomain) {
        return authority(trustDomain, issuingCertificate(), issuingKey());
    }

    /** The authority that lives here, then those before it, whose certificates may still hold. */
    public List<CertificateAuthority> authorities(String trustDomain) {
        List<CertificateAuthority> authorities = new ArrayList<>(List.of(authority(trustDomain)));
        files(path.resolve("former"), 1)
                .map(file -> authority(trustDomain, file, withKey(file)))
                .forEach(authorities::add);
        return List.copyOf(authorities);
    }

    /** The same authorities as everybody sees them: no key is read. */
    public List<TrustedAuthority> trusted() {
        return Stream.concat(Stream.of(issuingCertificate()), files(path.resolve("former"), 1))
                .map(this::trusted)
                .toList();
    }

    private TrustedAuthority trusted(Path issuing) {
        X509Certificate certificate = certificate(issuing);
        return new TrustedAuthority(rootOf(certificate), certificate);
    }

    /** Puts another issuing authority in place; the one before it is kept for the sake of its revocation list. */
    public void succeed(CertificateAuthority next) {
        X509Certificate before = certificate(issuingCertificate());
        Path kept = path.resolve("former").resolve(serial(before) + ".crt");
        if (!Files.exists(kept)) {
            WholeFiles.writeSecret(withKey(kept), WholeFiles.read(issuingKey()));
            WholeFiles.write(kept, Pem.ofCertificates(List.of(before)));
        }
        saveIssuing(next);
    }

    private void saveIssuing(CertificateAuthority authority) {
        WholeFiles.writeSecret(issuingKey(), Pem.ofPrivateKey(authority.issuingKey()));
        WholeFiles.write(issuingCertificate(), Pem.ofCertificates(List.of(authority.issuing())));
    }

    private CertificateAuthority authority(String trustDomain, Path issuing, Path key) {
        PrivateKey issuingKey = Pem.privateKey(WholeFiles.read(key));
        TrustedAuthority authority = trusted(issuing);
        return new CertificateAuthority(trustDomain, authority.root(), authority.issuing(), issuingKey);
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
        WholeFiles.writeSecret(files.key(), Pem.ofPrivateKey(issued.key()));
        return save(role, name, issued.chain());
    }

    /** Writes a holder's chain, whose key is elsewhere or already here, and the trust anchor beside it. */
    public HolderFiles save(Role role, String name, List<X509Certificate> chain) {
        HolderFiles files = files(role, name);
        if (!files.trust().equals(trust())) {
            WholeFiles.write(files.trust(), WholeFiles.read(trust()));
        }
        WholeFiles.write(
                path.resolve("issued").resolve(serial(chain.getFirst()) + ".crt"),
                Pem.ofCertificates(List.of(chain.getFirst())));
        WholeFiles.write(files.certificate(), Pem.ofCertificates(chain));
        return files;
    }

    /** Every certificate of a holder that was written here, each once. */
    public List<X509Certificate> issued() {
        Stream<Path> holders = Stream.of("clients", "proxies", "workers")
                .flatMap(kind -> files(path.resolve(kind), 2))
                .filter(file -> !file.endsWith("ca.crt"));
        Stream<Path> own =
                Stream.of("server.crt", "portal.crt").map(path::resolve).filter(Files::exists);
        return Stream.of(files(path.resolve("issued"), 1), holders, own)
                .flatMap(each -> each)
                .map(CertificateDirectory::certificate)
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .stream()
                .toList();
    }

    /** What is revoked; empty before the first revocation. */
    public List<RevocationList> revocationLists() {
        return Files.exists(crl())
                ? RevocationList.parse(WholeFiles.read(crl()).getBytes(StandardCharsets.US_ASCII))
                : List.of();
    }

    /** Replaces what is revoked. */
    public void save(List<RevocationList> lists) {
        WholeFiles.write(crl(), lists.stream().map(RevocationList::pem).collect(Collectors.joining()));
    }

    /** A certificate's serial number as it stands in file names: hexadecimal. */
    public static String serial(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(HEXADECIMAL);
    }

    private HolderFiles folder(String kind, String name) {
        Path folder = path.resolve(kind).resolve(name);
        return HolderFiles.in(folder, name, folder.resolve("ca.crt"));
    }

    private static Path withKey(Path certificate) {
        String name = certificate.getFileName().toString();
        return certificate.resolveSibling(name.substring(0, name.length() - ".crt".length()) + ".key");
    }

    private static X509Certificate certificate(Path file) {
        return Pem.certificates(WholeFiles.read(file)).getFirst();
    }

    /** The certificates below a directory, which need not exist, in the order of their names. */
    private static Stream<Path> files(Path directory, int depth) {
        if (!Files.exists(directory)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.walk(directory, depth)) {
            return files.filter(file -> file.toString().endsWith(".crt")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory, e);
        }
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
