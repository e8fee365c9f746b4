package org.messagebroker.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories that last as long as the JVM. */
final class TestDirectory {

    private TestDirectory() {}

    static Path create(String name) {
        try {
            return Files.createTempDirectory("message-broker-" + name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes the part when the JVM ends, then removes its directory. */
    static <T extends AutoCloseable> T closedAtExit(T part, Path directory) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> closeAndRemove(part, directory)));
        return part;
    }

    private static void closeAndRemove(AutoCloseable part, Path directory) {
        try {
            part.close();
            remove(directory);
        } catch (Exception e) {
            System.err.println("Could not clean up " + directory + ": " + e.getMessage());
        }
    }

    private static void remove(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(directory)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
