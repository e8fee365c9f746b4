package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The clocks of an installation's parts. All run with libfaketime and look for the step in a file of the same name, each in
 * the directory that it works in.
 *
 * @param data the installation's data directory
 */
record Clocks(Path data) {

    private static final String FILE = "clock";
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final Pattern SHARED_NAME = Pattern.compile("(?:faketime_shm|sem\\.faketime_sem)_(\\d+)");
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

    /** Removes what the library leaves in shared memory for processes that are gone. */
    static void clearAway(Set<Path> foundBefore) throws IOException {
        for (Path file : leftovers()) {
            if (!foundBefore.contains(file)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The library's files in shared memory whose process is gone. */
    static Set<Path> leftovers() throws IOException {
        if (!Files.isDirectory(SHARED_MEMORY)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(SHARED_MEMORY)) {
            return files.filter(Clocks::isLeftover).collect(Collectors.toSet());
        }
    }

    private static boolean isLeftover(Path file) {
        Matcher name = SHARED_NAME.matcher(file.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    /** Puts the clock of a part this far from the true time. */
    void step(String part, Duration step) throws IOException {
        Path directory = data.resolve(part.equals("redis") ? "redis/data" : part);
        Files.writeString(directory.resolve(FILE), "%+d%n".formatted(step.toSeconds()));
    }
}
