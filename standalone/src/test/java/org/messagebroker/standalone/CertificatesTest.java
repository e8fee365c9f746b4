package org.messagebroker.standalone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theFirstStartMakesTheAuthorityAndOneCertificateForEachPart() {
        assertTrue(certificates().make());

        assertTrue(certificates().server().exist());
        assertTrue(certificates().portal().exist());
        assertTrue(certificates().proxy().exist());
        assertTrue(certificates().worker().exist());
        assertTrue(certificates().client("demo").exist());
        assertFalse(certificates().client("nobody").exist());
    }

    @Test
    void aLaterStartKeepsWhatIsThereAndMakesWhatACrashLeftOut() throws IOException {
        certificates().make();
        byte[] server = Files.readAllBytes(certificates().server().certificate());
        Files.delete(certificates().worker().certificate());

        assertFalse(certificates().make());

        assertArrayEquals(server, Files.readAllBytes(certificates().server().certificate()));
        assertTrue(certificates().worker().exist());
    }

    private Certificates certificates() {
        return new Certificates(new Installation(directory), InstantSource.system());
    }
}
