package org.messagebroker.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateDirectoryTest {

    private static final InstantSource CLOCK = InstantSource.system();

    private final CertificateAuthority.Founded founded = CertificateAuthority.found("message-broker", CLOCK);

    private CertificateDirectory directory = new CertificateDirectory(Path.of("."));

    @BeforeEach
    void openDirectory(@TempDir Path folder) {
        directory = new CertificateDirectory(folder.resolve("certs"));
    }

    @Test
    void readsBackTheAuthorityItWrote() {
        assertFalse(directory.hasAuthority());

        directory.save(founded);

        assertTrue(directory.hasAuthority());
        assertEquals(founded.authority(), directory.authority("message-broker"));
    }

    @Test
    void givesPrivateKeysToTheirOwnerOnly() throws IOException {
        directory.save(founded);
        directory.save(Role.CLIENT, "shop-1", issue(Role.CLIENT, "shop-1"));

        try (Stream<Path> files = Files.walk(directory.path())) {
            files.filter(file -> file.toString().contains(".key"))
                    .forEach(file -> assertEquals("rw-------", mode(file), file::toString));
        }
        assertEquals("rwx------", mode(directory.path().resolve("clients/shop-1")));
    }

    @Test
    void putsAClientsBundleIntoItsOwnFolder() throws IOException {
        directory.save(founded);

        directory.save(Role.CLIENT, "shop-1", issue(Role.CLIENT, "shop-1"));

        Path folder = directory.path().resolve("clients/shop-1");
        assertEquals(
                2,
                Pem.certificates(Files.readString(folder.resolve("shop-1.crt"))).size());
        assertEquals(
                "EC",
                Pem.privateKey(Files.readString(folder.resolve("shop-1.key"))).getAlgorithm());
        assertEquals(Files.readString(directory.trust()), Files.readString(folder.resolve("ca.crt")));
    }

    @Test
    void leavesNoDraftsBehind() throws IOException {
        directory.save(founded);
        directory.save(Role.SERVER, "server", issue(Role.SERVER, "server"));

        try (Stream<Path> files = Files.walk(directory.path())) {
            assertEquals(
                    List.of("ca.crt", "ca.key", "issuing.crt", "root.key.enc", "server.crt", "server.key"),
                    files.filter(Files::isRegularFile)
                            .filter(file -> !file.getParent().endsWith("issued"))
                            .map(file -> file.getFileName().toString())
                            .sorted()
                            .toList());
        }
    }

    @Test
    void keepsTheRootsKeyUnderAPassphraseThatIsInNoFile() throws IOException {
        Passphrase passphrase = directory.save(founded);

        assertEquals(founded.rootKey(), EncryptedKey.decrypt(WholeFiles.read(directory.rootKey()), passphrase));
        String rootKey = Pem.ofPrivateKey(founded.rootKey());
        try (Stream<Path> files = Files.walk(directory.path())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(WholeFiles.read(file).contains(passphrase.text()), file::toString);
                assertFalse(WholeFiles.read(file).contains(rootKey), file::toString);
            }
        }
    }

    @Test
    void issuesWithoutTheRootsKey() throws IOException {
        directory.save(founded);
        Files.delete(directory.rootKey());

        CertificateAuthority authority = directory.authority("message-broker");

        assertTrue(directory
                .save(Role.SERVER, "server", issue(Role.SERVER, "server"))
                .exist());
        assertEquals(founded.authority(), authority);
    }

    @Test
    void keepsAFormerIssuingAuthorityBesideTheNewOne() {
        directory.save(founded);
        CertificateAuthority next =
                CertificateAuthority.below("message-broker", directory.root(), founded.rootKey(), KeyKind.EC, CLOCK);

        directory.succeed(next);

        assertEquals(next, directory.authority("message-broker"));
        assertEquals(List.of(next, founded.authority()), directory.authorities("message-broker"));
        assertEquals("rw-------", mode(keyOf(founded.authority())));
    }

    @Test
    void remembersEveryCertificateThatItGot() {
        directory.save(founded);
        Issued first = issue(Role.CLIENT, "shop-1");
        Issued second = issue(Role.CLIENT, "shop-1");
        directory.save(Role.CLIENT, "shop-1", first);
        directory.save(Role.CLIENT, "shop-1", second);
        Issued server = issue(Role.SERVER, "server");
        directory.save(Role.SERVER, "server", server.chain());

        assertEquals(
                Set.of(first.certificate(), second.certificate(), server.certificate()),
                Set.copyOf(directory.issued()));
        assertEquals(3, directory.issued().size());
        assertFalse(directory.files(Role.SERVER, "server").exist(), "its key is elsewhere");
    }

    @Test
    void refusesAKeyThatIsNotItsAuthoritys() {
        directory.save(founded);
        WholeFiles.writeSecret(
                directory.path().resolve("ca.key"), Pem.ofPrivateKey(Keys.ec().getPrivate()));

        assertThrows(IllegalArgumentException.class, () -> directory.authority("message-broker"));
    }

    private Path keyOf(CertificateAuthority former) {
        return directory.path().resolve("former").resolve(CertificateDirectory.serial(former.issuing()) + ".key");
    }

    private Issued issue(Role role, String name) {
        return founded.authority().issue(new LeafRequest(role, name, List.of(), Validity.ofDays(1, CLOCK)));
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
