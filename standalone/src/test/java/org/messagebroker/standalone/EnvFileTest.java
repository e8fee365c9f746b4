package org.messagebroker.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void valuesComeBackAsTheyWere() {
        Map<String, String> values = Map.of(
                "PLAIN", "127.0.0.1:8379", "SPACE", "a b # c", "QUOTES", "\"'\\x", "EMPTY", "", "PERSIAN", "سلام");

        EnvFile.write(file(), "a comment", values);

        assertEquals(values, EnvFile.read(file()));
    }

    @Test
    void onlyTheOwnerReadsTheFileAndNoDraftStays() throws IOException {
        EnvFile.write(file(), "a comment", Map.of("A", "1"));
        EnvFile.write(file(), "a comment", Map.of("A", "2"));

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void noFileMeansNoValues() {
        assertEquals(Map.of(), EnvFile.read(directory.resolve("none")));
    }

    @Test
    void refusesALineThatSetsNothing() throws IOException {
        Files.writeString(file(), "A=1\nnonsense\n");

        CommandFailure refused = assertThrows(CommandFailure.class, () -> EnvFile.read(file()));

        assertEquals(Exit.USAGE, refused.exit());
    }

    private Path file() {
        return directory.resolve(".env");
    }
}
