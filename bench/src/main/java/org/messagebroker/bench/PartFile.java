package org.messagebroker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where an installation keeps which process runs a part. */
record PartFile(Path data, String part) {
    private static final String PID = "PID=";

    /** The process; empty while there is none. */
    Optional<ProcessHandle> process() throws IOException {
        Path file = data.resolve("run").resolve(part + ".pid");
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith(PID))
                        .findFirst()
                        .flatMap(line -> ProcessHandle.of(Long.parseLong(line.substring(PID.length()))))
                : Optional.empty();
    }

    /** The process, which must run. */
    ProcessHandle running() throws IOException {
        return process().orElseThrow(() -> new IOException("the installation has no " + part + " that runs"));
    }

    /** Sends a signal such as {@code STOP}. */
    void signal(String name) throws IOException {
        String pid = Long.toString(running().pid());
        try {
            Process kill =
                    new ProcessBuilder("kill", "-" + name, pid).inheritIO().start();
            if (kill.waitFor() != 0) {
                throw new IOException("the " + part + " could not be told to " + name);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while signalling the " + part, stopped);
        }
    }
}
