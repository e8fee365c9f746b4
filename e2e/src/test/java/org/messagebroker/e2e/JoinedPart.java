package org.messagebroker.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.messagebroker.certs.Pem;
import org.messagebroker.testing.Await;

/**
 * A proxy or worker that joins an installation with a token, as a process of its own with files of its own.
 *
 * @param directory where it works and keeps its files
 * @param port where a proxy takes messages
 * @param management where it tells how it is
 */
record JoinedPart(Path directory, int port, int management, Process process) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int REDIS = 8379;
    private static final int SECONDS_TO_END = 30;

    /** Starts it and returns when it is ready. */
    static JoinedPart start(
            RunningSystem system, String role, String name, String token, Map<String, String> settings) {
        try {
            Path directory = Files.createDirectory(
                    system.data().resolve(name),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path tokenFile = Files.writeString(directory.resolve("token"), token + "\n");
            int port = freePort();
            int management = freePort();
            Map<String, String> environment = new LinkedHashMap<>(Map.of(
                    "MANAGEMENT_PORT", Integer.toString(management),
                    "MAIN_SERVER_URL", "https://localhost:" + system.port(8000),
                    "REDIS_HOST", "127.0.0.1",
                    "REDIS_PORT", Integer.toString(system.port(REDIS)),
                    "REDIS_PASSWORD",
                            RunningSystem.read(system.data().resolve("secrets/redis-password"))
                                    .strip(),
                    "ENROLMENT_TOKEN_FILE", tokenFile.toString()));
            if (role.equals("proxy")) {
                environment.putAll(Map.of("SERVER_ADDRESS", "127.0.0.1", "SERVER_PORT", Integer.toString(port)));
            } else {
                environment.put("WORKER_ID", name);
            }
            environment.putAll(settings);
            JoinedPart part = new JoinedPart(directory, port, management, start(role, directory, environment));
            part.awaitReady();
            return part;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Process start(String role, Path directory, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        Repository.jar(role + "-helidon").toString()))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.log").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private void awaitReady() {
        try {
            Await.until(
                    () -> {
                        if (!process.isAlive()) {
                            throw new AssertionError(RunningSystem.read(directory.resolve("output.log")));
                        }
                        return get("/health/ready")
                                .map(HttpResponse::statusCode)
                                .equals(Optional.of(200));
                    },
                    directory.getFileName() + " is ready",
                    PATIENCE);
        } catch (AssertionError failed) {
            close();
            throw failed;
        }
    }

    /** The sum of a counter over its labels. */
    double counter(String name) {
        return get("/metrics")
                .map(HttpResponse::body)
                .orElseThrow()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Its own certificate, as it is on its disk. */
    X509Certificate certificate() {
        return Pem.certificates(RunningSystem.read(directory.resolve("certs/server.crt")))
                .getFirst();
    }

    /** The roots that its own file trusts. */
    List<X509Certificate> trusted() {
        return Pem.certificates(RunningSystem.read(directory.resolve("certs/ca.crt")));
    }

    private Optional<HttpResponse<String>> get(String path) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + management + path);
            return Optional.of(http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException notYet) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
