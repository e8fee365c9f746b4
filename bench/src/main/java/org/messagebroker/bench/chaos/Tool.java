package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Runs the system's own programs. */
final class Tool {

    private Tool() {}

    /** @throws IOException with what it said, when it fails */
    static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed: " + said);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped during " + command[0], stopped);
        }
    }
}
