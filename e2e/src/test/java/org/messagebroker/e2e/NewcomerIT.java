package org.messagebroker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A newcomer starts the system for the first time, sends a message, reads it, stops, and starts again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NewcomerIT {

    private static final String NUMBER = "+989351112233";
    private static final String TEXT = "سلام 👋 نیم‌فاصله";

    private final RunningSystem system = RunningSystem.prepare("newcomer");
    private String firstOutput = "";
    private String sent = "";

    @BeforeAll
    void startForTheFirstTime() {
        firstOutput = system.up();
    }

    @AfterAll
    void stopWhateverHappened() {
        system.close();
    }

    @Test
    @Order(1)
    void showsADeliveredDemonstrationTheAddressesAndTheLogin() {
        assertTrue(firstOutput.contains("delivered"), firstOutput);
        assertTrue(firstOutput.contains("https://localhost:" + system.port(8001)), firstOutput);
        assertTrue(firstOutput.contains("https://localhost:" + system.port(8080)), firstOutput);
        assertTrue(firstOutput.contains(system.adminPassword()), "the login is not shown");
    }

    @Test
    @Order(2)
    void printsACurlLineThatWorksWhenPasted() {
        String line = firstOutput
                .lines()
                .filter(each -> each.strip().startsWith("curl "))
                .findFirst()
                .orElseThrow();

        String answer = BrokerCommand.execute(List.of("sh", "-c", line + " --silent --write-out ' %{http_code}'"))
                .orFail()
                .output();

        assertTrue(answer.endsWith(" 202"), answer);
    }

    @Test
    @Order(3)
    void sendsAPersianMessageWithAnEmojiAndSeesItDelivered() {
        JsonNode answer = RunningSystem.json(
                system.run("send", "--json", NUMBER, TEXT).orFail().output());

        assertEquals("delivered", answer.path("status").asText());
        sent = answer.path("message_id").asText();
    }

    @Test
    @Order(4)
    void readsTheMessageBackUnharmedThroughThePortal() {
        assertReadable();
    }

    @Test
    @Order(5)
    void seesTheMessageInThePage() {
        try (AdminPage page = AdminPage.signIn(system)) {
            page.awaitMessage(TEXT);
        }
    }

    @Test
    @Order(6)
    void refusesToSendToWhatIsNoNumberAndSaysWhy() {
        BrokerCommand.Result refused = system.run("send", "0912", TEXT);

        assertEquals(6, refused.exit(), refused::output);
        assertTrue(refused.output().contains("sender_number"), refused::output);
    }

    @Test
    @Order(7)
    void tellsTheStateOfEveryPart() {
        JsonNode status = system.status();

        Set<String> names = StreamSupport.stream(status.path("parts").spliterator(), false)
                .map(part -> part.path("name").asText())
                .collect(Collectors.toSet());
        assertTrue(
                names.containsAll(Set.of("proxy", "worker", "server", "admin", "redis", "mariadb")), names::toString);
        for (JsonNode part : status.path("parts")) {
            assertTrue(part.path("port").asInt() > 0 && part.path("pid").asLong() > 0, part::toString);
            assertTrue(
                    part.path("uptime_s").isIntegralNumber()
                            && part.path("version").isTextual(),
                    part::toString);
        }
        assertEquals(0, status.path("queue").path("depth").asInt(-1));
        assertTrue(status.path("queue").has("oldest_ms"));
        assertTrue(status.path("messages").path("delivered").asInt() >= 3, status::toString);
    }

    @Test
    @Order(8)
    void saysThatItRunsAlreadyWhenStartedTwice() {
        assertTrue(system.run("up", "--detach").orFail().output().contains("Already running"));
    }

    @Test
    @Order(9)
    void keepsEverySecretToItsOwner() throws IOException {
        try (Stream<Path> files = Files.walk(system.data())) {
            List<Path> open = files.filter(file -> file.toString().matches(".*(\\.key|\\.env|secrets/.*)"))
                    .filter(Files::isRegularFile)
                    .filter(NewcomerIT::isOpenToOthers)
                    .toList();
            assertEquals(List.of(), open);
        }
    }

    @Test
    @Order(10)
    void showsNoSecretOnACommandLine() throws IOException {
        for (String secret : secrets()) {
            assertFalse(
                    ProcessHandle.allProcesses().map(NewcomerIT::commandLine).anyMatch(line -> line.contains(secret)),
                    "a secret is on a command line");
        }
    }

    @Test
    @Order(11)
    void writesNoBodyNumberOrSecretIntoALog() throws IOException {
        String logs;
        try (Stream<Path> files = Files.walk(system.data().resolve("logs"))) {
            logs = files.filter(Files::isRegularFile).map(RunningSystem::read).collect(Collectors.joining("\n"));
        }
        assertFalse(logs.contains(TEXT), "a body is in a log");
        assertFalse(logs.contains(NUMBER), "a number is in a log");
        for (String secret : secrets()) {
            assertFalse(logs.contains(secret), "a secret is in a log");
        }
        for (String part : List.of("proxy", "worker", "server")) {
            assertFalse(log(part).isBlank(), part + " has no log");
        }
    }

    private String log(String part) {
        return RunningSystem.read(system.data().resolve("logs").resolve(part + ".log"));
    }

    @Test
    @Order(12)
    void leavesNoProcessWhenStopped() {
        system.run("down").orFail();

        List<String> left = ProcessHandle.allProcesses()
                .map(NewcomerIT::commandLine)
                .filter(line -> line.contains(system.data().toString()))
                .toList();
        assertEquals(List.of(), left);
        assertEquals(3, system.run("status").exit());
        assertEquals(3, system.run("send", NUMBER, TEXT).exit());
    }

    @Test
    @Order(13)
    void keepsItsMessagesWhenStartedAgain() {
        String output = system.up();

        assertTrue(output.contains("delivered"), output);
        assertFalse(output.contains(system.adminPassword()), "the password is shown a second time");
        assertReadable();
    }

    private void assertReadable() {
        JsonNode found = system.portal().find(sent);
        assertEquals(1, found.size(), found::toString);
        JsonNode message = found.get(0);
        assertEquals(TEXT, message.path("message_body").asText());
        assertEquals("demo", message.path("client_id").asText());
        assertEquals("delivered", message.path("status").asText());
        assertFalse(message.path("sender_number_masked").asText().contains("35111"), message::toString);
    }

    private List<String> secrets() throws IOException {
        try (Stream<Path> files = Files.walk(system.data().resolve("secrets"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> new String(bytes(file), StandardCharsets.ISO_8859_1).strip())
                    .filter(secret -> secret.length() >= 12)
                    .toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isOpenToOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).stream()
                    .anyMatch(permission -> permission != PosixFilePermission.OWNER_READ
                            && permission != PosixFilePermission.OWNER_WRITE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }
}
