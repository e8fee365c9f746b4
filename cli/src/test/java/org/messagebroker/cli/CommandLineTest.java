package org.messagebroker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.certs.Role;
import org.messagebroker.testing.TestCertificates;
import picocli.CommandLine;

class CommandLineTest {

    private final StringWriter said = new StringWriter();

    @ParameterizedTest
    @MethodSource("everyCommand")
    void explainsEveryCommand(String line) {
        assertEquals(0, run(line + " --help"));
        assertTrue(said.toString().contains("Usage: ./broker " + line), said::toString);
    }

    @ParameterizedTest
    @MethodSource("everyCallToTheServer")
    void answersProgramsFromEveryServer(String line) {
        Set<String> options = find(line).getCommandSpec().optionsMap().keySet();

        assertTrue(options.containsAll(Set.of("--json", "--server", "--ca", "--user")), options::toString);
    }

    static Stream<String> everyCommand() {
        return lines(AdminMain.commandLine(), "").filter(line -> !line.isEmpty());
    }

    /** All but what only groups others, and what works on this machine's files alone. */
    static Stream<String> everyCallToTheServer() {
        return everyCommand()
                .filter(line -> find(line).getSubcommands().isEmpty())
                .filter(line -> !Set.of("completion", "queue confirm-loss").contains(line));
    }

    private static Stream<String> lines(CommandLine command, String line) {
        return Stream.concat(
                Stream.of(line.strip()),
                command.getSubcommands().entrySet().stream()
                        .flatMap(each -> lines(each.getValue(), line + " " + each.getKey())));
    }

    private static CommandLine find(String line) {
        CommandLine found = AdminMain.commandLine();
        for (String name : line.split(" ")) {
            found = found.getSubcommands().get(name);
        }
        return found;
    }

    @Test
    void completesEveryCommandThatTheScriptNames() throws IOException {
        assertEquals(0, run("completion bash"));

        List<String> named = Files.readAllLines(Path.of("../broker")).stream()
                .filter(each -> each.matches("  [a-z]+ .{10,}") && each.matches("  [a-z]+( |$).*  .*"))
                .map(each -> each.strip().split(" ")[0])
                .distinct()
                .toList();
        assertTrue(named.contains("up") && named.contains("cert"), named::toString);
        String commands = said.toString()
                .lines()
                .filter(each -> each.contains("local commands="))
                .reduce((first, last) -> first)
                .orElse("");
        named.forEach(
                each -> assertTrue((" " + commands.replaceAll("[\"']", " ") + " ").contains(" " + each + " "), each));
    }

    @Test
    void saysByItsExitCodeThatNobodyAnswers(@TempDir Path directory) throws IOException {
        Path trust =
                new TestCertificates().save(directory, Role.SERVER, "server").trust();
        Files.writeString(directory.resolve("password"), "secret");

        assertEquals(
                3,
                run("client list --server https://127.0.0.1:1 --ca " + trust + " --user a@example.org"
                        + " --password-file " + directory.resolve("password")));
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
                "queue confirm-loss",
                "account language en fa",
                "user second-factor-reset",
                "role second-factor user sometimes",
                "audit show",
                "audit accept",
                "alert set",
                "user create",
                "user role a@example.org",
                "user expire a@example.org",
                "role create helpdesk",
                "role clone user"
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
