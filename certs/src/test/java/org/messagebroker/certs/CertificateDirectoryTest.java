package org.messagebroker.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
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
            files.filter(file -> file.toString().endsWith(".key"))
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
                    List.of("ca.crt", "ca.key", "issuing.crt", "root.key", "server.crt", "server.key"),
                    files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString())
                            .sorted()
                            .toList());
        }
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
