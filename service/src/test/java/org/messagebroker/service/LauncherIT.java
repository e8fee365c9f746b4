package org.messagebroker.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.Role;
import org.messagebroker.service.json.Json;
import org.messagebroker.service.json.JsonBody;
import org.messagebroker.testing.RawTls;
import org.messagebroker.testing.TestCertificates;

/** A service as a process of its own. */
class LauncherIT {

    private final TestCertificates certificates = new TestCertificates();
    private final List<Process> started = new ArrayList<>();

    @TempDir
    private Path directory;

    private HolderFiles files;

    /** The process under test. */
    static final class Main {
        public static void main(String[] args) {
            Launcher.run(
                    "test",
                    Main.class,
                    settings -> Service.builder("test", settings)
                            .routing(routes -> routes.get("/slow", (request, response) -> {
                                System.out.println("entered");
                                System.in.read();
                                JsonBody.send(response, 200, Map.of());
                            }))
                            .start());
        }
    }

    @BeforeEach
    void writeSettings() throws Exception {
        Path here = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Files.writeString(here.resolve("application.yaml"), ServiceFixture.yaml());
        files = certificates.save(directory.resolve("certs"), Role.SERVER, "server");
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void finishesWhatIsUnderWayOnSigterm() throws Exception {
        Process process = launch(Map.of("LOG_FILE_PATH", "logs/test.log"));
        BufferedReader out = process.inputReader();
        int port = port(lineWith("listens on port", out));
        lineWith("test is running", out);
        try (RawTls raw = RawTls.connect(port, certificates.context(Optional.empty()))) {
            raw.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
            lineWith("entered", out);
            process.toHandle().destroy();
            lineWith("stopping test", out);
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            assertEquals(200, raw.read().orElseThrow().status());
        }
        assertEquals(143, process.waitFor());
        List<String> log = Files.readAllLines(directory.resolve("logs/test.log"));
        assertTrue(log.getLast().contains("test has stopped"), log.getLast());
        for (String line : log) {
            JsonNode json = Json.object(line.getBytes(StandardCharsets.UTF_8));
            assertEquals("test", json.get("service").textValue());
        }
    }

    @Test
    void namesTheRequestInEachLineOfTheLog() throws Exception {
        Process process = launch(Map.of("LOG_LEVEL", "debug"));
        BufferedReader out = process.inputReader();
        int port = port(lineWith("listens on port", out));
        try (RawTls raw = RawTls.connect(port, certificates.context(Optional.empty()))) {
            raw.send("GET /../secret-path HTTP/1.1\r\nHost: a\r\nAuthorization: hidden\r\n\r\n");
            String id = raw.read().orElseThrow().header("X-Request-Id").orElseThrow();
            String line = lineWith("refused", out);
            assertTrue(line.contains("\"request_id\":\"" + id + "\""), line);
            assertFalse(line.contains("hidden") || line.contains("secret-path"), line);
        }
    }

    @Test
    void doesNotStartWithASettingThatIsNotKnown() throws Exception {
        Files.writeString(directory.resolve(".env"), "SERVER_PROT=8001\n");
        Process process = launch(Map.of());
        assertEquals(Launcher.BAD_SETTING, process.waitFor());
        String error = oneLine(process);
        assertTrue(error.contains("SERVER_PORT"), error);
    }

    @Test
    void doesNotStartWithASettingThatIsMalformed() throws Exception {
        Process process = launch(Map.of("SERVER_IDLE_TIMEOUT", "soon"));
        assertEquals(Launcher.BAD_SETTING, process.waitFor());
        String error = oneLine(process);
        assertTrue(error.contains("server.idle-timeout"), error);
    }

    @Test
    void doesNotStartWithAKeyThatOthersCanRead() throws Exception {
        Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-r-----"));
        Process process = launch(Map.of());
        assertEquals(Launcher.FAILED, process.waitFor());
        String error = oneLine(process);
        assertTrue(error.contains("chmod 600"), error);
    }

    private Process launch(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .directory(directory.toFile());
        builder.environment()
                .putAll(Map.of(
                        "SERVER_ADDRESS",
                        "127.0.0.1",
                        "SERVER_PORT",
                        "0",
                        "MANAGEMENT_PORT",
                        "0",
                        "SERVER_CERT_PATH",
                        files.certificate().toString(),
                        "SERVER_KEY_PATH",
                        files.key().toString(),
                        "CA_CERT_PATH",
                        files.trust().toString()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static String oneLine(Process process) throws IOException, InterruptedException {
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        List<String> lines = process.errorReader()
                .lines()
                .filter(line -> line.startsWith("test cannot start"))
                .toList();
        assertEquals(1, lines.size(), lines.toString());
        return lines.getFirst();
    }

    private static String lineWith(String words, BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.contains(words)) {
                return line;
            }
        }
        throw new AssertionError("the process ended without saying: " + words);
    }

    private static int port(String line) {
        return Integer.parseInt(line.replaceAll(".*listens on port (\\d+).*", "$1"));
    }
}
