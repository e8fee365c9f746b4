package org.messagebroker.standalone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.certs.EncryptedKey;
import org.messagebroker.certs.Passphrase;

class CertificatesTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theFirstStartMakesTheAuthorityAndOneCertificateForEachPart() {
        assertTrue(certificates().found().isPresent());
        certificates().issue();

        assertTrue(certificates().server().exist());
        assertTrue(certificates().portal().exist());
        assertTrue(certificates().proxy().exist());
        assertTrue(certificates().worker().exist());
        assertTrue(certificates().client("demo").exist());
        assertFalse(certificates().client("nobody").exist());
    }

    @Test
    void aLaterStartKeepsWhatIsThereAndMakesWhatACrashLeftOut() throws IOException {
        certificates().found();
        certificates().issue();
        byte[] server = Files.readAllBytes(certificates().server().certificate());
        Files.delete(certificates().worker().certificate());

        assertTrue(certificates().found().isEmpty());
        certificates().issue();

        assertArrayEquals(server, Files.readAllBytes(certificates().server().certificate()));
        assertTrue(certificates().worker().exist());
    }

    @Test
    void theRootsKeyLiesEncryptedBesideTheAuthorityAndOpensWithThePassphrase() throws IOException {
        Passphrase passphrase = certificates().found().orElseThrow();

        String encrypted = Files.readString(certificates().rootKey());

        assertTrue(encrypted.startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----"), encrypted);
        assertEquals("EC", EncryptedKey.decrypt(encrypted, passphrase).getAlgorithm());
        assertTrue(
                new RootKeyNotice(certificates().rootKey(), passphrase).text().contains(passphrase.text()));
    }

    @Test
    void aStartThatMissesNothingNeedsNoKeyOfTheAuthority() throws IOException {
        certificates().found();
        certificates().issue();
        Files.delete(directory.resolve("certs/ca.key"));
        Files.delete(certificates().rootKey());

        certificates().issue();

        Files.delete(certificates().worker().certificate());
        assertThrows(UncheckedIOException.class, () -> certificates().issue());
    }

    private Certificates certificates() {
        return new Certificates(new Installation(directory), InstantSource.system());
    }
}
