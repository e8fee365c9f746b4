package org.messagebroker.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessIdentityTest {

    private static final ProcessIdentity SELF =
            ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();

    @TempDir
    private Path directory = Path.of("");

    @Test
    void knowsAProcessThatRuns() {
        assertTrue(SELF.runs());
        assertTrue(SELF.program().orElseThrow().endsWith("java"));
    }

    @Test
    void aStrangerWithTheSameProcessIdIsAnother() {
        assertFalse(new ProcessIdentity(SELF.pid(), SELF.boot(), SELF.began() - 1).runs());
        assertFalse(new ProcessIdentity(SELF.pid(), "an earlier boot", SELF.began()).runs());
    }

    @Test
    void whatHasEndedHasNoIdentity() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();

        assertEquals(Optional.empty(), ProcessIdentity.of(process.pid()));
    }

    @Test
    void aProcessFileComesBackAsItWas() {
        ProcessFile file = new ProcessFile(SELF, 8001, "0.1.0", Instant.parse("2026-11-23T10:00:00Z"));
        Path path = directory.resolve("proxy.pid");

        file.write(path);

        assertEquals(Optional.of(file), ProcessFile.read(path));
    }

    @Test
    void aProcessFileOfAnotherFormIsNone() {
        Path path = directory.resolve("proxy.pid");
        PrivateFiles.write(path, "PID=12\nBOOT=x\nBEGAN=soon\n");

        assertEquals(Optional.empty(), ProcessFile.read(path));
        assertEquals(Optional.empty(), ProcessFile.read(directory.resolve("none")));
    }
}
