package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** What clients were told, on disk: a line for each 202, written before it counts. Thread-safe. */
final class Journal implements AutoCloseable {

    private final Path path;
    private final FileChannel file;
    private final LongAdder accepted = new LongAdder();

    private Journal(Path path, FileChannel file) {
        this.path = path;
        this.file = file;
    }

    /** A new one. */
    static Journal create(Path path) throws IOException {
        return new Journal(path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND));
    }

    /** Message {@code number} was accepted under this id. */
    void write(long number, UUID id) {
        byte[] line = (number + " " + id + "\n").getBytes(StandardCharsets.US_ASCII);
        try {
            synchronized (file) {
                file.write(ByteBuffer.wrap(line));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the journal of accepted messages cannot be written", failed);
        }
        accepted.increment();
    }

    long accepted() {
        return accepted.sum();
    }

    /** Every line. */
    void read(Reader reader) throws IOException {
        try (Stream<String> lines = Files.lines(path, StandardCharsets.US_ASCII)) {
            lines.forEach(line -> {
                int space = line.indexOf(' ');
                reader.accept(Long.parseLong(line.substring(0, space)), UUID.fromString(line.substring(space + 1)));
            });
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Takes lines. */
    @FunctionalInterface
    interface Reader {
        void accept(long number, UUID id);
    }
}
