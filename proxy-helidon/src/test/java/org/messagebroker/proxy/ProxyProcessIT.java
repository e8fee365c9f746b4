package org.messagebroker.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Role;
import org.messagebroker.embedded.EmbeddedRedis;
import org.messagebroker.queue.MessageConsumer;
import org.messagebroker.queue.RedisConfig;
import org.messagebroker.queue.RedisMessageConsumer;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.RawTls;
import org.messagebroker.testing.TestCertificates;

/** The proxy as operators run it: a process with a .env in its working directory. */
@Timeout(120)
class ProxyProcessIT {

    private static final String PASSWORD = RunningProxy.PASSWORD;

    @TempDir
    private Path directory;

    private final TestCertificates certificates = new TestCertificates();
    private final Issued client = certificates.issue(Role.CLIENT, "shop-1");
    private EmbeddedRedis redis;
    private StandInServer server;
    private Optional<Process> process = Optional.empty();

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start(directory.resolve("redis"), 0, PASSWORD);
        server = StandInServer.start(certificates, directory.resolve("certs"));
        server.policy().know(client);
    }

    @AfterEach
    void stop() {
        process.ifPresent(Process::destroyForcibly);
        server.close();
        redis.close();
    }

    @Test
    void runsFromTheNamesThatOperatorsKnowAndStopsOnSigterm() throws IOException, InterruptedException {
        int port = freePort();
        env(goodSettings(port) + "LOG_LEVEL=INFO\nLOG_FILE_PATH=logs/proxy.log\nREDIS_DB=3\n");
        Process running = run();
        Await.until(() -> answers(port), "the proxy answers");
        String body = submit(port);
        Await.until(() -> !server.registered().isEmpty(), "the server is reached under MAIN_SERVER_URL");
        assertQueuedInDatabase(3);
        running.destroy();
        assertTrue(running.waitFor(30, TimeUnit.SECONDS));
        assertEquals(143, running.exitValue());
        String log = Files.readString(directory.resolve("logs/proxy.log"));
        assertTrue(log.contains("proxy has stopped"), log);
        assertFalse(log.contains("9121234567") || log.contains(PASSWORD) || log.contains("سلام"), log);
        assertTrue(body.contains("shop-1"));
    }

    @Test
    void saysLessUnderAnotherLogLevel() throws IOException, InterruptedException {
        int port = freePort();
        env(goodSettings(port) + "LOG_LEVEL=ERROR\nLOG_FILE_PATH=logs/proxy.log\n");
        Process running = run();
        Await.until(() -> answers(port), "the proxy answers");
        running.destroy();
        assertTrue(running.waitFor(30, TimeUnit.SECONDS));
        assertEquals("", Files.readString(directory.resolve("logs/proxy.log")));
    }

    @Test
    void doesNotStartWithAnUnknownSettingAndNamesTheNearest() throws IOException, InterruptedException {
        env(goodSettings(0) + "REDIS_PASWORD=x\n");
        Process failed = run();
        assertTrue(failed.waitFor(30, TimeUnit.SECONDS));
        assertEquals(78, failed.exitValue());
        String said = errors();
        assertTrue(said.contains("REDIS_PASWORD") && said.contains("REDIS_PASSWORD"), said);
        assertEquals(1, said.lines().count(), said);
    }

    @Test
    void doesNotStartWithAKeyThatOthersCanRead() throws IOException, InterruptedException {
        env(goodSettings(0));
        Path key = directory.resolve("certs/proxies/proxy-1/proxy-1.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        Process failed = run();
        assertTrue(failed.waitFor(30, TimeUnit.SECONDS));
        assertTrue(failed.exitValue() != 0);
        String said = errors();
        assertTrue(said.contains("proxy-1.key") && said.contains("600"), said);
        assertEquals(1, said.lines().count(), said);
    }

    private Process run() throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        ProxyMain.class.getName())
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        Process started = builder.start();
        process = Optional.of(started);
        return started;
    }

    /** Without what the Java runtime says about a library's use of memory. */
    private String errors() throws IOException {
        return Files.readString(directory.resolve("err"))
                .lines()
                .filter(line -> !line.startsWith("WARNING: "))
                .collect(Collectors.joining("\n"));
    }

    private String goodSettings(int port) {
        HolderFiles own = certificates.save(directory.resolve("certs"), Role.PROXY, "proxy-1");
        return """
                SERVER_ADDRESS=127.0.0.1
                SERVER_PORT=%d
                MANAGEMENT_PORT=0
                REDIS_HOST=127.0.0.1
                REDIS_PORT=%d
                REDIS_PASSWORD=%s
                MAIN_SERVER_URL=%s
                MAIN_SERVER_VERIFY_SSL=true
                SERVER_CERT_PATH=%s
                SERVER_KEY_PATH=%s
                CA_CERT_PATH=%s
                """.formatted(port, redis.port(), PASSWORD, server.url(), own.certificate(), own.key(), own.trust());
    }

    private void env(String text) throws IOException {
        Path file = directory.resolve(".env");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    private boolean answers(int port) {
        try (RawTls connection = RawTls.connect(port, certificates.context(Optional.empty()))) {
            return Requests.get(connection, "/api/v1/health").status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String submit(int port) {
        try (RawTls connection = RawTls.connect(port, certificates.context(Optional.of(client)))) {
            RawTls.Answer answer = Requests.submit(connection, Requests.GOOD.getBytes(StandardCharsets.UTF_8));
            assertEquals(202, answer.status());
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertQueuedInDatabase(int database) {
        RedisConfig plain = RedisConfig.of("127.0.0.1", redis.port()).withPassword(PASSWORD);
        RedisConfig config = new RedisConfig(
                plain.host(),
                plain.port(),
                database,
                plain.username(),
                plain.password(),
                plain.tls(),
                plain.caCertificate(),
                plain.timeout(),
                plain.deadline(),
                0);
        try (MessageConsumer consumer = RedisMessageConsumer.open(config, "test")) {
            List<MessageConsumer.Taken> taken = consumer.take(10, Duration.ofSeconds(5));
            assertEquals(1, taken.size());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
