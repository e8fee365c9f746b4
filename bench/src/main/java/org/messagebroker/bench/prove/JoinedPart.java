package org.messagebroker.bench.prove;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.messagebroker.bench.BrokerCommand;

/**
 * A proxy or worker that has joined an installation with a token, as a process of its own. It does not outlive this one.
 *
 * @param port where a proxy takes messages
 */
public record JoinedPart(String name, int port, Process process, Thread hook) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int REDIS = 8379;
    private static final int SECONDS_TO_END = 30;

    /** What can join. */
    enum Kind {
        PROXY,
        WORKER;

        String role() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Starts it and returns when it is ready. */
    static JoinedPart start(
            BrokerCommand broker, Kind kind, String name, URI server, String token, Map<String, String> settings)
            throws IOException {
        int port = freePort();
        int management = freePort();
        Path directory = Files.createDirectories(
                broker.data().resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Map<String, String> environment = new LinkedHashMap<>(Map.of(
                "MANAGEMENT_PORT", Integer.toString(management),
                "MAIN_SERVER_URL", server.toString(),
                "REDIS_HOST", "127.0.0.1",
                "REDIS_PORT", Integer.toString(REDIS + broker.portOffset()),
                "ENROLMENT_TOKEN", token,
                "LOG_FILE_PATH", directory.resolve(name + ".log").toString()));
        environment.putAll(own(kind, name, port));
        environment.putAll(settings);
        if (!settings.containsKey("REDIS_PASSWORD")) {
            environment.put("REDIS_PASSWORD", secret(broker, "redis-password"));
        }
        JoinedPart part = bound(name, port, start(broker, kind, directory, environment));
        part.awaitReady(management, directory);
        return part;
    }

    private static Map<String, String> own(Kind kind, String name, int port) {
        return switch (kind) {
            case PROXY -> Map.of("SERVER_ADDRESS", "127.0.0.1", "SERVER_PORT", Integer.toString(port));
            case WORKER -> Map.of("WORKER_ID", name);
        };
    }

    private static Process start(BrokerCommand broker, Kind kind, Path directory, Map<String, String> environment)
            throws IOException {
        String module = kind.role() + "-helidon";
        Path jar = broker.script().resolveSibling(module + "/target/" + module + "-0.1.0.jar");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(directory.resolve("error.out").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static JoinedPart bound(String name, int port, Process process) throws IOException {
        Thread hook = new Thread(process::destroyForcibly);
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            process.destroyForcibly();
            throw new IOException(name + " is not started any more: everything is being stopped", endingAlready);
        }
        return new JoinedPart(name, port, process, hook);
    }

    private void awaitReady(int management, Path directory) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady(management)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new IOException(name + " did not get ready: " + Files.readString(directory.resolve("error.out")));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean isReady(int management) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + management + "/health/ready")
                            .toURL()
                            .openConnection();
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String secret(BrokerCommand broker, String name) throws IOException {
        return Files.readString(broker.data().resolve("secrets").resolve(name)).strip();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Stops it; kills it after 30 seconds. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IllegalStateException endingAnyway) {
            process.destroyForcibly();
        }
    }
}
