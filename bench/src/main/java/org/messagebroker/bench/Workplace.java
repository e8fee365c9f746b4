package org.messagebroker.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory for one run, below the current one because the system's temporary directory may be in memory. It is
 * removed, and what runs in it is stopped first, when it is closed or when the process is asked to end, whichever
 * comes first. Thread-safe.
 */
public final class Workplace implements AutoCloseable {
    private final Path path;
    private final Thread hook = new Thread(this::end, "bench-end");
    private Optional<Stop> stop = Optional.empty();

    private Workplace(Path path) {
        this.path = path;
    }

    /** A new one, empty. */
    public static Workplace create() throws IOException {
        Workplace workplace =
                new Workplace(Files.createTempDirectory(Path.of("").toAbsolutePath(), ".broker-bench-"));
        Runtime.getRuntime().addShutdownHook(workplace.hook);
        return workplace;
    }

    /** The directory, readable by its owner only. */
    public Path path() {
        return path;
    }

    /** What is to be stopped before the directory goes. */
    public synchronized void stopFirst(Stop running) {
        stop = Optional.of(running);
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private synchronized void end() {
        try {
            if (stop.isPresent()) {
                stop.get().stop();
                stop = Optional.empty();
            }
            remove();
        } catch (IOException e) {
            throw new UncheckedIOException("look at " + path + ": not everything could be stopped or removed", e);
        }
    }

    private void remove() throws IOException {
        if (Files.exists(path)) {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Stops what runs in the directory. */
    @FunctionalInterface
    public interface Stop {
        /** Returns when nothing runs any more. */
        void stop() throws IOException;
    }
}
