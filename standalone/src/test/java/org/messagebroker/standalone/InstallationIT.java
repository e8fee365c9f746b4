package org.messagebroker.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The life of one installation, from its first start to its end. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InstallationIT {

    @TempDir
    private static Path directory = Path.of("");

    private static Command broker = new Command(Path.of(""), 0);

    @BeforeAll
    static void choosePorts() {
        broker = Command.on(directory.resolve("data"));
    }

    @AfterAll
    static void endEverything() {
        new Leftovers(broker.installation()).stop();
    }

    @Test
    @Order(1)
    void nothingRunsBeforeTheFirstStart() throws Exception {
        assertEquals(Exit.NOT_RUNNING.code(), broker.run("status").code());
        assertEquals(Exit.NOT_RUNNING.code(), broker.run("down").code());
        assertEquals(Exit.NOT_RUNNING.code(), broker.run("logs").code());
        assertEquals(
                Exit.NOT_RUNNING.code(),
                broker.run("send", "+989121234567", "x").code());
    }

    @Test
    @Order(2)
    void theFirstStartDeliversAMessageAndShowsThePasswordOnce() throws Exception {
        Command.Result up = broker.run("up", "--detach");

        assertEquals(0, up.code(), up.said());
        assertTrue(up.said().contains("ms later; read back: سلام 👋"), up.said());
        assertTrue(up.said().contains("shown once"), up.said());
        assertTrue(up.said().contains("curl --cert "), up.said());
        assertNoFileHolds(passphraseIn(up.said()));
    }

    @Test
    @Order(3)
    void nothingSecretIsReadableByOthersOrOnACommandLine() throws Exception {
        List<String> secrets = secrets();
        for (ProcessIdentity process : new Leftovers(broker.installation()).find()) {
            String commandLine = String.join(" ", process.commandLine());
            assertTrue(secrets.stream().noneMatch(commandLine::contains), commandLine);
        }
        try (Stream<Path> files = Files.walk(broker.data())) {
            files.filter(InstallationIT::holdsSecrets)
                    .forEach(file -> assertEquals(Set.of(), permissionsOfOthers(file), file.toString()));
        }
    }

    @Test
    @Order(4)
    void aPersianMessageIsDelivered() throws Exception {
        Command.Result sent = broker.run("send", "+989121234567", "سلام 👋", "--json");

        assertEquals(0, sent.code(), sent.said());
        assertEquals(
                "delivered", JsonHttp.JSON.readTree(sent.said()).path("status").asText());
    }

    @Test
    @Order(5)
    void aRefusedMessageHasAnExitCodeOfItsOwn() throws Exception {
        Command.Result refused = broker.run("send", "+12", "x");

        assertEquals(Exit.REFUSED.code(), refused.code(), refused.said());
        assertTrue(refused.said().contains("validation_error"), refused.said());
        assertEquals(
                Exit.USAGE.code(),
                broker.run("send", "+989121234567", "x", "--client", "nobody").code());
    }

    @Test
    @Order(6)
    void theStatusTellsWhatRuns() throws Exception {
        Command.Result status = broker.run("status", "--json");

        assertEquals(0, status.code(), status.said());
        JsonNode json = JsonHttp.JSON.readTree(status.said());
        assertEquals(
                List.of("proxy", "worker", "server", "admin", "redis", "mariadb"),
                json.path("parts").findValuesAsText("name"));
        assertEquals(Set.of("ready"), Set.copyOf(json.path("parts").findValuesAsText("state")));
        assertEquals(0, json.at("/queue/depth").asInt(-1));
        assertEquals(2, json.at("/messages/delivered").asInt());
        assertEquals(0, json.at("/messages/failed").asInt(-1));
    }

    @Test
    @Order(7)
    void aSecondStartChangesNothing() throws Exception {
        Set<Long> before = pids();

        Command.Result again = broker.run("up", "--detach");

        assertEquals(0, again.code());
        assertTrue(again.said().contains("Already running"), again.said());
        assertEquals(before, pids());
    }

    @Test
    @Order(8)
    void aKilledPartIsStartedAgain() throws Exception {
        long worker = part("worker").path("pid").asLong();

        ProcessHandle.of(worker).orElseThrow().destroyForcibly();

        Deadline.of(Duration.ofMinutes(1))
                .until(() -> part("worker").path("state").asText().equals("ready")
                        && part("worker").path("pid").asLong() != worker);
        assertNotEquals(worker, part("worker").path("pid").asLong());
    }

    @Test
    @Order(9)
    void afterASigkillOfTheSupervisorTheNextStartFindsEverything() throws Exception {
        SupervisorLock.holder(broker.installation()).orElseThrow().process().pid();
        kill(SupervisorLock.holder(broker.installation()).orElseThrow().process());
        assertFalse(new Leftovers(broker.installation()).find().isEmpty());

        Command.Result up = broker.run("up", "--detach");

        assertEquals(0, up.code(), up.said());
        assertTrue(up.said().contains("that an earlier run had left"), up.said());
        assertFalse(up.said().contains("shown once"), up.said());
        assertEquals(
                3,
                JsonHttp.JSON
                        .readTree(broker.run("status", "--json").said())
                        .at("/messages/delivered")
                        .asInt());
    }

    @Test
    @Order(10)
    void downLeavesNoProcess() throws Exception {
        Command.Result down = broker.run("down");

        assertEquals(0, down.code(), down.said());
        assertEquals(List.of(), new Leftovers(broker.installation()).find());
        Command.Result status = broker.run("status", "--json");
        assertEquals(Exit.NOT_RUNNING.code(), status.code());
        assertEquals(
                Set.of("stopped"),
                Set.copyOf(JsonHttp.JSON.readTree(status.said()).path("parts").findValuesAsText("state")));
    }

    @Test
    @Order(11)
    void whenTheLauncherIsKilledEverythingStopsInOrder() throws Exception {
        Process launcher = broker.start("up");
        Deadline.of(Duration.ofMinutes(3))
                .until(() -> Files.exists(broker.installation().readyFile()));

        launcher.destroyForcibly();

        Deadline.of(Duration.ofMinutes(1))
                .until(() -> new Leftovers(broker.installation()).find().isEmpty());
        assertEquals(Exit.NOT_RUNNING.code(), broker.run("down").code());
    }

    private static void kill(ProcessIdentity process) {
        ProcessHandle handle = ProcessHandle.of(process.pid()).orElseThrow();
        handle.destroyForcibly();
        handle.onExit().orTimeout(1, TimeUnit.MINUTES).join();
    }

    private static JsonNode part(String name) throws IOException, InterruptedException {
        JsonNode parts =
                JsonHttp.JSON.readTree(broker.run("status", "--json").said()).path("parts");
        for (JsonNode part : parts) {
            if (part.path("name").asText().equals(name)) {
                return part;
            }
        }
        throw new AssertionError(name);
    }

    private static Set<Long> pids() {
        return new Leftovers(broker.installation())
                .find().stream().map(ProcessIdentity::pid).collect(Collectors.toSet());
    }

    private static String passphraseIn(String said) {
        Matcher passphrase =
                Pattern.compile("(?m)^ +((?:[a-z2-9]{5}-){5}[a-z2-9]{5})$").matcher(said);
        assertTrue(passphrase.find(), said);
        return passphrase.group(1);
    }

    /** The database's own files are passed over for their size. */
    private static void assertNoFileHolds(String secret) throws IOException {
        try (Stream<Path> files = Files.walk(broker.data())) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> file.toFile().length() < 16_000_000)
                    .toList()) {
                assertFalse(
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(secret),
                        file.toString());
            }
        }
    }

    private static List<String> secrets() throws IOException {
        try (Stream<Path> files = Files.list(broker.installation().secrets())) {
            return files.map(InstallationIT::content).toList();
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean holdsSecrets(Path file) {
        String name = file.toString();
        return Files.isDirectory(file) || name.contains(".key") || name.endsWith(".env") || name.contains("/secrets/");
    }

    private static Set<PosixFilePermission> permissionsOfOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).stream()
                    .filter(permission -> !permission.name().startsWith("OWNER"))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
