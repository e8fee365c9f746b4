package org.messagebroker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {

    private final StringWriter said = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cert --help",
                "cert issue --help",
                "cert authority new --help",
                "client set --help",
                "client key add --help",
                "proxy enrol --help",
                "tls set --help",
                "policy save --help",
                "key rotate --help",
                "message dead list --help",
                "message dead requeue --help",
                "queue confirm-loss --help"
            })
    void explainsEveryCommand(String line) {
        assertEquals(0, run(line));
        assertTrue(said.toString().contains("Usage:"), said::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cert issue",
                "client set shop-1",
                "client key add shop-1",
                "tls confirm proxy",
                "cert nonsense",
                "key export",
                "key retire content",
                "message dead requeue",
                "message dead discard --dry-run",
                "queue confirm-loss"
            })
    void refusesAnIncompleteCommandBeforeCallingAnyone(String line) {
        assertEquals(2, run(line));
    }

    @Test
    void saysInOneLineThatNoInstallationIsThere() {
        assertEquals(1, run("client list --data does-not-exist --password-file does-not-exist-either"));
        assertEquals(1, said.toString().lines().count(), said::toString);
    }

    @Test
    void givesUpWhatIsMissingOnlyWhenToldSo(@TempDir Path directory) throws IOException {
        Files.createFile(directory.resolve("accepted-0"));
        Files.createFile(directory.resolve("other"));

        assertEquals(2, run("queue confirm-loss --directory " + directory));
        assertTrue(Files.exists(directory.resolve("accepted-0")));
        assertEquals(0, run("queue confirm-loss --yes --directory " + directory));
        assertFalse(Files.exists(directory.resolve("accepted-0")));
        assertTrue(Files.exists(directory.resolve("other")));
        assertEquals(1, run("queue confirm-loss --yes --directory " + directory));
    }

    private int run(String line) {
        CommandLine command = AdminMain.commandLine();
        PrintWriter out = new PrintWriter(said, true);
        return command.setOut(out).setErr(out).execute(line.split(" "));
    }
}
