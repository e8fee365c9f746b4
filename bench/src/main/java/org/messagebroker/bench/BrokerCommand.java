package org.messagebroker.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The command {@code ./broker} for one installation.
 *
 * @param script the command itself
 * @param data the installation's data directory
 * @param portOffset how far its ports are above the usual ones
 */
public record BrokerCommand(Path script, Path data, int portOffset) {
    private static final int DONE = 0;
    private static final int NOT_ALL_READY = 1;
    private static final int NOT_RUNNING = 3;
    private static final String HOME = "message-broker.home";

    /** The script of the checkout that this was built in, or of the current directory. */
    public static BrokerCommand of(Path data, int portOffset) {
        Path home = Path.of(System.getProperty(HOME, "")).toAbsolutePath();
        return new BrokerCommand(home.resolve("broker"), data.toAbsolutePath(), portOffset);
    }

    /** Starts everything; returns when it is ready. */
    public void up() throws IOException {
        up(Map.of());
    }

    /** As {@link #up()}, with these variables in the environment of all its processes. */
    public void up(Map<String, String> environment) throws IOException {
        run(DONE, environment, "up", "--detach");
    }

    /** Stops everything, if anything runs. */
    public void down() throws IOException {
        run(NOT_RUNNING, Map.of(), "down");
    }

    /** The ids of the processes that run, by the names of their parts. */
    public Map<String, Long> processes() throws IOException {
        Map<String, Long> processes = new LinkedHashMap<>();
        for (JsonNode part : new ObjectMapper()
                .readTree(run(NOT_ALL_READY, Map.of(), "status", "--json"))
                .path("parts")) {
            if (part.path("pid").isNumber()) {
                processes.put(part.path("name").asText(), part.path("pid").asLong());
            }
        }
        return processes;
    }

    /**
     * The output goes to a file: what is started may hold a pipe open after the command has ended.
     *
     * @param expected an exit code that is as good as done
     */
    private String run(int expected, Map<String, String> environment, String command, String... options)
            throws IOException {
        Path output = Files.createTempFile(data, command, ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(words(command, options))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            int code = exitCode(builder.start());
            String said = Files.readString(output);
            if (code != DONE && code != expected) {
                throw new IOException("./broker %s failed (%d):%n%s".formatted(command, code, said));
            }
            return said;
        } finally {
            Files.delete(output);
        }
    }

    private List<String> words(String command, String... options) {
        List<String> words = new ArrayList<>(List.of(script.toString(), command));
        words.addAll(List.of("--data", data.toString(), "--port-offset", Integer.toString(portOffset)));
        words.addAll(List.of(options));
        return words;
    }

    private static int exitCode(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while ./broker was running", stopped);
        }
    }
}
