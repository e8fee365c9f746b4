package org.messagebroker.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A durable Redis on 127.0.0.1, as a child process that keeps its data in a directory of its own. It survives whatever
 * happened to its last owner: what a killed process has left running on the directory is stopped first. Thread-safe.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final String NAME = "the embedded Redis";
    private static final int PATIENCE_MS = 1000;

    private final HomeLock lock;
    private final ServerProcess process;
    private final int port;
    private final String password;

    private EmbeddedRedis(HomeLock lock, ServerProcess process, int port, String password) {
        this.lock = lock;
        this.process = process;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts it and returns when it answers.
     *
     * @param home     its configuration, log and data; made when missing, mode 0700
     * @param port     on 127.0.0.1; 0 for a free one
     * @param password at least 8 letters, digits, '-' or '_'; never on a command line
     * @throws EmbeddedException when the port or the directory is in use, or Redis does not start
     */
    public static EmbeddedRedis start(Path home, int port, String password) {
        return start(home, port, password, Map.of());
    }

    /**
     * As {@link #start(Path, int, String)}, with these variables in its environment, such as a clock of its own for a test
     * of what happens when that steps.
     */
    public static EmbeddedRedis start(Path home, int port, String password, Map<String, String> environment) {
        String checked = new Password(password).value();
        Path directory = home.toAbsolutePath().normalize();
        try {
            PrivateFiles.directory(directory);
            return owned(HomeLock.take(directory), directory, port, checked, environment);
        } catch (IOException e) {
            throw new EmbeddedException("Cannot start " + NAME + " in " + directory + ": " + e.getMessage(), e);
        }
    }

    private static EmbeddedRedis owned(
            HomeLock lock, Path home, int port, String password, Map<String, String> environment) throws IOException {
        boolean started = false;
        try {
            Path configuration = home.resolve("redis.conf");
            ServerProcess.stopLeftover(NAME, configuration);
            int free = ServerProcess.availablePort(NAME, port);
            PrivateFiles.directory(home.resolve("data"));
            PrivateFiles.write(configuration, configuration(home, free, password));
            List<String> command = List.of(Binaries.redisServer().toString(), configuration.toString());
            ServerProcess process =
                    ServerProcess.start(NAME, command, environment, log(home), () -> answers(free, password));
            started = true;
            return new EmbeddedRedis(lock, process, free, password);
        } finally {
            if (!started) {
                lock.close();
            }
        }
    }

    private static String configuration(Path home, int port, String password) {
        return """
                bind 127.0.0.1
                port %d
                requirepass %s
                dir "%s"
                daemonize no
                set-proc-title no
                appendonly yes
                appendfsync always
                no-appendfsync-on-rewrite no
                aof-load-truncated yes
                auto-aof-rewrite-min-size 512mb
                save ""
                maxmemory-policy noeviction
                """.formatted(port, password, home.resolve("data"));
    }

    private static Path log(Path home) throws IOException {
        Path log = home.resolve("redis.log");
        if (!Files.exists(log)) {
            PrivateFiles.write(log, "");
        }
        return log;
    }

    private static boolean answers(int port, String password) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MS);
            String question = "AUTH " + password + "\r\nPING\r\n";
            socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
            String expected = "+OK\r\n+PONG\r\n";
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(expected.length()), StandardCharsets.US_ASCII).equals(expected);
        } catch (IOException e) {
            return false;
        }
    }

    /** The port it listens on, on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The password that a client must give. */
    public String password() {
        return password;
    }

    /** The id of its process. */
    public long pid() {
        return process.pid();
    }

    /** Whether its process runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as a crash would (SIGKILL) and lets go of its directory, so that it can be started there again. */
    public void kill() {
        process.kill();
        lock.close();
    }

    /** Stops it cleanly and waits until it is gone. Doing it again does nothing. */
    @Override
    public void close() {
        process.stop();
        lock.close();
    }
}
