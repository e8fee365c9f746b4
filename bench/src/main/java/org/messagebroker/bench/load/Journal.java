package org.messagebroker.bench.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The ids of accepted messages, one a line, to compare with what was stored. Complete when closed. Thread-safe. */
final class Journal implements AutoCloseable {
    private final Optional<BufferedWriter> file;

    private Journal(Optional<BufferedWriter> file) {
        this.file = file;
    }

    /** Appends to {@code path}; writes nothing when there is none. */
    static Journal open(Optional<String> path) throws IOException {
        if (path.isEmpty()) {
            return new Journal(Optional.empty());
        }
        return new Journal(Optional.of(
                Files.newBufferedWriter(Path.of(path.get()), StandardOpenOption.CREATE, StandardOpenOption.APPEND)));
    }

    synchronized void write(String messageId) {
        try {
            if (file.isPresent()) {
                file.get().write(messageId);
                file.get().write('\n');
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the journal of accepted messages cannot be written", failed);
        }
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
