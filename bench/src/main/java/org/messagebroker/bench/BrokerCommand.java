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
record BrokerCommand(Path script, Path data, int portOffset) {
    private static final String HOME = "message-broker.home";

    /** The script of the checkout that this was built in, or of the current directory. */
    static BrokerCommand of(Path data, int portOffset) {
        Path home = Path.of(System.getProperty(HOME, "")).toAbsolutePath();
        return new BrokerCommand(home.resolve("broker"), data.toAbsolutePath(), portOffset);
    }

    /** Starts everything; returns when it is ready. What it says goes to a file in the data directory. */
    void up() throws IOException {
        Path said = run("up", "--detach");
        Files.delete(said);
    }

    /** Stops everything; does nothing when nothing runs. */
    void down() throws IOException {
        Files.delete(run("down"));
    }

    /** The ids of the processes that run, by the names of their parts. */
    Map<String, Long> processes() throws IOException {
        Path said = run("status", "--json");
        Map<String, Long> processes = new LinkedHashMap<>();
        for (JsonNode part : new ObjectMapper().readTree(Files.readString(said)).path("parts")) {
            if (part.path("pid").isNumber()) {
                processes.put(part.path("name").asText(), part.path("pid").asLong());
            }
        }
        Files.delete(said);
        return processes;
    }

    private Path run(String command, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of(script.toString(), command));
        words.addAll(List.of("--data", data.toString(), "--port-offset", Integer.toString(portOffset)));
        words.addAll(List.of(options));
        Path said = Files.createTempFile(data, command, ".out");
        int code = exitCode(new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start());
        if (code != 0) {
            throw new IOException("./broker %s failed (%d):%n%s".formatted(command, code, Files.readString(said)));
        }
        return said;
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
