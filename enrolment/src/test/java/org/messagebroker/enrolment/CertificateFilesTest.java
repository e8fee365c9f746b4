package org.messagebroker.enrolment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.enrolment.CertificateFiles.Pending;

class CertificateFilesTest {

    @TempDir
    private Path directory;

    private CertificateFiles files = new CertificateFiles(Path.of(""), Path.of(""), Path.of(""));

    @BeforeEach
    void place() {
        Path certs = directory.resolve("certs");
        files = new CertificateFiles(certs.resolve("p.crt"), certs.resolve("p.key"), certs.resolve("ca.crt"));
    }

    @Test
    void writesAKeyForItsOwnerOnly() throws IOException {
        files.replace("key", "certificate");
        files.trust("roots");

        assertTrue(files.exist());
        assertEquals("key", Files.readString(files.key()));
        assertEquals("certificate", Files.readString(files.certificate()));
        assertEquals("roots", Files.readString(files.authorities()));
        assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(files.key()));
    }

    @Test
    void leavesNoDraftBehind() throws IOException {
        files.replace("key", "certificate");

        try (var left = Files.list(directory.resolve("certs"))) {
            assertEquals(2, left.count());
        }
    }

    @Test
    void finishesAPairThatACrashHasCutShortBeforeTheKey() throws IOException {
        files.replace("old key", "old certificate");
        Files.writeString(directory.resolve("certs/p.key.next"), "new key");
        Files.writeString(directory.resolve("certs/p.crt.next"), "new certificate");

        files.mend();

        assertEquals("new key", Files.readString(files.key()));
        assertEquals("new certificate", Files.readString(files.certificate()));
    }

    @Test
    void finishesAPairThatACrashHasCutShortBetweenKeyAndCertificate() throws IOException {
        files.replace("new key", "old certificate");
        Files.writeString(directory.resolve("certs/p.crt.next"), "new certificate");

        files.mend();

        assertEquals("new key", Files.readString(files.key()));
        assertEquals("new certificate", Files.readString(files.certificate()));
    }

    @Test
    void keepsTheOldPairWhenTheNewCertificateWasNotWritten() throws IOException {
        files.replace("old key", "old certificate");
        Files.writeString(directory.resolve("certs/p.key.next"), "new key");

        files.mend();

        assertEquals("old key", Files.readString(files.key()));
        assertEquals("old certificate", Files.readString(files.certificate()));
    }

    @Test
    void remembersWhatWasAskedUntilItIsAnswered() {
        assertEquals(Optional.empty(), files.pending());
        files.keep(new Pending("key", "request"));

        assertEquals(Optional.of(new Pending("key", "request")), files.pending());

        files.replace("key", "certificate");
        files.forgetPending();
        assertEquals(Optional.empty(), files.pending());
    }

    @Test
    void saysThatAMountedSecretCannotBeReplaced() throws IOException {
        files.replace("key", "certificate");
        assertTrue(files.canBeReplaced());
        Path real = Files.move(files.key(), directory.resolve("real.key"));
        Files.createSymbolicLink(files.key(), real);

        assertFalse(files.canBeReplaced());
    }

    @Test
    void hidesAPendingKey() {
        assertFalse(new Pending("secret", "request").toString().contains("secret"));
    }
}
