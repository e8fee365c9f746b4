package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The clocks of an installation's parts. All run with libfaketime and look for the step in a file of the same name, each in
 * the directory that it works in.
 *
 * @param data the installation's data directory
 */
record Clocks(Path data) {

    private static final String FILE = "clock";
    private static final String LIBRARY = "faketime/libfaketime.so.1";

    /** The library, where it is installed. */
    static Optional<Path> library() {
        return Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib")
                .map(directory -> Path.of(directory, LIBRARY))
                .filter(Files::exists)
                .findFirst();
    }

    /** What makes a process look for its step, once a second. */
    static Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library().orElseThrow().toString(),
                "FAKETIME_TIMESTAMP_FILE", FILE,
                "FAKETIME_CACHE_DURATION", "1",
                "DONT_FAKE_MONOTONIC", "1",
                // Otherwise every wait of the JVM and of MariaDB ends at once, and they spin.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0",
                "NO_FAKE_STAT", "1");
    }

    /** Puts the clock of a part this far from the true time. */
    void step(String part, Duration step) throws IOException {
        Path directory = data.resolve(part.equals("redis") ? "redis/data" : part);
        Files.writeString(directory.resolve(FILE), "%+d%n".formatted(step.toSeconds()));
    }
}
