package org.messagebroker.queue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.messagebroker.testing.Await;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** A real Redis of a test's own, to be killed, stopped and started again on the same data. */
final class RedisProcess implements AutoCloseable {

    private static final String BINARY = "redis-server-6.2.6-v5-linux-amd64";

    private final Path directory;
    private final int port;
    private final List<String> settings;
    private final Optional<String> command;
    private Process process;

    private RedisProcess(Path directory, int port, List<String> settings, Optional<String> command) throws IOException {
        this.command = command;
        this.directory = directory;
        this.port = port;
        this.settings = settings;
        this.process = launch();
    }

    /** Settings are given as on the command line, such as {@code --appendfsync everysec}; durable if none are. */
    static RedisProcess start(Path directory, String... settings) throws IOException {
        return new RedisProcess(directory, freePort(), List.of(settings), Optional.empty());
    }

    /** Another Redis on the same data and port, with other settings. */
    RedisProcess successor(String... others) throws IOException {
        return new RedisProcess(directory, port, List.of(others), command);
    }

    /** One that another command starts. */
    static RedisProcess startBy(String command, Path directory, String... settings) throws IOException {
        return new RedisProcess(directory, freePort(), List.of(settings), Optional.of(command));
    }

    int port() {
        return port;
    }

    RedisConfig config() {
        return RedisConfig.of("127.0.0.1", port);
    }

    /** A client for looking into Redis and for damaging what is there. */
    RedissonClient client() {
        return Redisson.create(RedissonSetup.of(config(), 0).setCodec(StringCodec.INSTANCE));
    }

    /** A command for which the client has no method; returns when it is answered, whatever the answer. */
    void tell(String command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            if (socket.getInputStream().read() < 0) {
                throw new IOException(command + " was not answered");
            }
        }
    }

    void kill() {
        process.destroyForcibly();
        join();
    }

    void startAgain() throws IOException {
        process = launch();
    }

    void stall() {
        signal("-STOP");
    }

    void resume() {
        signal("-CONT");
    }

    @Override
    public void close() {
        kill();
    }

    private Process launch() throws IOException {
        List<String> line =
                new ArrayList<>(command.isPresent() ? List.of(command.get()) : List.of(binary().toString()));
        line.addAll(List.of("--port", String.valueOf(port)));
        line.addAll(List.of("--bind", "127.0.0.1", "--dir", directory.toString(), "--save", ""));
        line.addAll(List.of("--appendonly", "yes", "--appendfsync", "always"));
        line.addAll(settings);
        Process started = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("redis.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        Await.until(this::listens);
        return started;
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private void signal(String name) {
        if (!process.isAlive()) {
            return;
        }
        try {
            int code = new ProcessBuilder("kill", name, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill " + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void join() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path binary() throws IOException {
        Path file = directory.resolve("redis-server");
        if (!Files.exists(file)) {
            try (InputStream in = RedisProcess.class.getResourceAsStream("/" + BINARY)) {
                if (in == null) {
                    throw new IllegalStateException(BINARY + " is not on the class path");
                }
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
            if (!file.toFile().setExecutable(true)) {
                throw new IllegalStateException("cannot make " + file + " executable");
            }
        }
        return file;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
