package org.messagebroker.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the launcher as a person does: as a process of its own, on one data directory and port offset.
 *
 * @param environment beside what this process has
 */
record BrokerCommand(Path data, int portOffset, Map<String, String> environment) {

    private static final int PATIENCE_SECONDS = 180;

    /** Runs a command to its end. */
    Result run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dmessage-broker.home=" + Repository.root(),
                "-cp",
                Repository.jar("standalone").toString(),
                "org.messagebroker.standalone.Broker"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data.toString(), "--port-offset", Integer.toString(portOffset)));
        return execute(command, environment);
    }

    /** Runs any command line to its end. */
    static Result execute(List<String> command) {
        return execute(command, Map.of());
    }

    /** Runs any command line to its end, with this beside the environment that this process has. */
    static Result execute(List<String> command, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile("command", ".out");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running: " + command + "\n" + Files.readString(output));
            }
            String text = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            return new Result(process.exitValue(), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What a command printed, and its exit code. */
    record Result(int exit, String output) {

        Result orFail() {
            if (exit != 0) {
                throw new AssertionError("exit " + exit + ":\n" + output);
            }
            return this;
        }
    }
}
