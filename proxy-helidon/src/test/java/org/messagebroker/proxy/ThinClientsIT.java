package org.messagebroker.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.Envelope;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.queue.MessageConsumer;
import org.messagebroker.queue.RedisMessageConsumer;
import org.messagebroker.service.json.Json;

/** The clients that exist already, as they are: curl, and Python with its standard library. */
@Timeout(120)
class ThinClientsIT {

    private static final String BODY = "سلام 👋\nمی‌خواهم";

    @TempDir
    private static Path directory;

    private static RunningProxy proxy;

    @BeforeAll
    static void start() {
        proxy = RunningProxy.start(directory);
    }

    @AfterAll
    static void stop() {
        proxy.close();
    }

    @Test
    void curlSendsPrettyPrintedUtf8() throws IOException, InterruptedException {
        HolderFiles files = proxy.clientFiles("company-a");
        Path message = directory.resolve("message.json");
        Files.writeString(message, """
                {
                    "sender_number": "+989121234567",
                    "message_body": "سلام 👋\\nمی‌خواهم",
                    "metadata": {
                        "timestamp": "2026-11-23T21:30:00Z",
                        "client_id": "company-a",
                        "domain": "example.ir"
                    }
                }
                """);
        List<String> said = run(
                "curl",
                "--silent",
                "--show-error",
                "--cert",
                files.certificate().toString(),
                "--key",
                files.key().toString(),
                "--cacert",
                files.trust().toString(),
                "--header",
                "Content-Type: application/json",
                "--data-binary",
                "@" + message,
                "--write-out",
                "\n%{http_code}",
                "https://localhost:" + proxy.port() + "/api/v1/messages");
        assertEquals("202", said.getLast());
        JsonNode accepted = Json.object(said.getFirst().getBytes(StandardCharsets.UTF_8));
        assertEquals("company-a", accepted.path("client_id").textValue());
        assertQueued(accepted);
    }

    @Test
    void curlReachesTheProxyByItsAddressToo() throws IOException, InterruptedException {
        HolderFiles files = proxy.clientFiles("company-b");
        List<String> said = run(
                "curl",
                "--silent",
                "--show-error",
                "--cacert",
                files.trust().toString(),
                "--output",
                "/dev/null",
                "--write-out",
                "%{http_code}",
                "https://127.0.0.1:" + proxy.port() + "/api/v1/health");
        assertEquals(List.of("200"), said);
    }

    @Test
    void pythonSendsEscapesOnOneConnection() throws IOException, InterruptedException {
        assumeTrue(isThere("python3"), "python3 is not installed");
        HolderFiles files = proxy.clientFiles("company-c");
        Path script = directory.resolve("client.py");
        try (InputStream source = ThinClientsIT.class.getResourceAsStream("client.py")) {
            Files.write(script, source.readAllBytes());
        }
        List<String> said = run(
                "python3",
                script.toString(),
                String.valueOf(proxy.port()),
                files.certificate().toString(),
                files.key().toString(),
                files.trust().toString());
        assertEquals(2, said.size(), said.toString());
        for (String line : said) {
            assertTrue(line.startsWith("202 "), line);
            JsonNode accepted = Json.object(line.substring(4).getBytes(StandardCharsets.UTF_8));
            assertEquals("company-c", accepted.path("client_id").textValue());
            assertQueued(accepted);
        }
    }

    private static void assertQueued(JsonNode accepted) {
        try (MessageConsumer consumer = RedisMessageConsumer.open(proxy.redisConfig(), "test")) {
            Envelope queued = consumer.take(1000, Duration.ofSeconds(5)).stream()
                    .map(MessageConsumer.Taken::envelope)
                    .filter(envelope -> envelope.messageId()
                            .toString()
                            .equals(accepted.path("message_id").asText()))
                    .findFirst()
                    .orElseThrow();
            assertEquals(
                    BODY, Json.object(proxy.opened(queued)).path("message_body").textValue());
        }
    }

    private static boolean isThere(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static List<String> run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), said);
        return said.lines().toList();
    }
}
