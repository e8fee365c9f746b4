package org.messagebroker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {

    private static final URI HERE = URI.create("https://localhost:8000");
    private static final URI THERE = URI.create("https://server.example.org:8000");
    private static final Session SESSION =
            new Session("a@example.org", "PEM", "access", Instant.parse("2026-11-25T10:00:00Z"), "refresh");

    @TempDir
    private Path directory;

    private Sessions sessions;
    private Path file;

    @BeforeEach
    void open() {
        sessions = Sessions.in(directory.resolve("message-broker"));
        file = directory.resolve("message-broker/sessions.json");
    }

    @Test
    void keepsOnePerServer() {
        sessions.keep(HERE, SESSION);

        assertEquals(Optional.of(SESSION), sessions.find(HERE));
        assertEquals(Optional.empty(), sessions.find(THERE));
    }

    @Test
    void keepsThemWhereOnlyTheirOwnerReads() throws IOException {
        sessions.keep(HERE, SESSION);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void usesNoFileThatOthersRead() throws IOException {
        sessions.keep(HERE, SESSION);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        CommandFailure refused = assertThrows(CommandFailure.class, () -> sessions.find(HERE));

        assertTrue(refused.getMessage().contains("can be read by others"), refused::getMessage);
    }

    @Test
    void forgetsOneAndKeepsTheOther() throws IOException {
        sessions.keep(HERE, SESSION);
        sessions.keep(THERE, SESSION);
        sessions.forget(HERE);

        assertEquals(Optional.empty(), sessions.find(HERE));
        assertEquals(Optional.of(SESSION), sessions.find(THERE));
    }

    @Test
    void saysThatADamagedFileIsNone() throws IOException {
        sessions.keep(HERE, SESSION);
        Files.writeString(file, "{");

        assertThrows(CommandFailure.class, () -> sessions.find(HERE));
    }

    @Test
    void showsNoToken() {
        assertFalse(SESSION.toString().contains("access"));
        assertFalse(SESSION.toString().contains("refresh"));
    }
}
