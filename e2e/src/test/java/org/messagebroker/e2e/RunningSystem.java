package org.messagebroker.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The whole system, started by the launcher in an empty data directory; ends when closed, whatever happened. As an extension
 * of a test it runs from before its first story until after the last.
 */
final class RunningSystem implements AutoCloseable, BeforeAllCallback, AfterAllCallback {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int[] PORTS = {8000, 8001, 8025, 8080, 8306, 8379, 9100, 9101, 9102, 9103};

    /** All ports stay under 32768, where the kernel begins to give ports to outgoing connections. */
    private static final int BELOW_EPHEMERAL_PORTS = 22_000;

    private final BrokerCommand command;

    private RunningSystem(BrokerCommand command) {
        this.command = command;
    }

    /** An installation that has not been started yet. */
    static RunningSystem prepare(String name) {
        return prepare(name, Map.of());
    }

    /** With settings in the environment of every part. */
    static RunningSystem prepare(String name, Map<String, String> environment) {
        try {
            Path target = Repository.root().resolve("e2e/target");
            Files.createDirectories(target);
            return new RunningSystem(
                    new BrokerCommand(Files.createTempDirectory(target, name), freeOffset(), environment));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An installation that is there already, and stopped. */
    static RunningSystem at(Path data) {
        return new RunningSystem(new BrokerCommand(data, freeOffset(), Map.of()));
    }

    @Override
    public void beforeAll(ExtensionContext test) {
        up();
    }

    @Override
    public void afterAll(ExtensionContext test) {
        close();
    }

    /** Starts it; answers what a person sees. */
    String up() {
        return command.run("up", "--detach").orFail().output();
    }

    BrokerCommand.Result run(String... arguments) {
        return command.run(arguments);
    }

    Path data() {
        return command.data();
    }

    int port(int standard) {
        return standard + command.portOffset();
    }

    JsonNode status() {
        return json(run("status", "--json").output());
    }

    /** The process of a part, from the status. */
    ProcessHandle process(String part) {
        return StreamSupport.stream(status().path("parts").spliterator(), false)
                .filter(each -> each.path("name").asText().equals(part))
                .map(each -> each.path("pid").asLong())
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError(part + " does not run"));
    }

    /** Has a part stand still until what is returned is closed. */
    HeldPart hold(String part) {
        return HeldPart.of(process(part));
    }

    PortalClient portal() {
        return PortalClient.login(this);
    }

    ThinClient client() {
        return new ThinClient(this);
    }

    String adminPassword() {
        return read(data().resolve("secrets/admin-password")).strip();
    }

    Path certificates() {
        return data().resolve("certs");
    }

    @Override
    public void close() {
        command.run("down");
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freeOffset() {
        Random random = new Random();
        return IntStream.generate(() -> 1_000 + random.nextInt(BELOW_EPHEMERAL_PORTS))
                .limit(100)
                .filter(offset -> IntStream.of(PORTS).allMatch(port -> isFree(port + offset)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no free ports"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
