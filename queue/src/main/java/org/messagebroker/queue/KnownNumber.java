package org.messagebroker.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The highest number that the shard has answered to this proxy. A shard that later stands below it has lost messages that
 * were accepted: it was restored, replaced, or failed over to a copy that was behind. Kept in a file of 8 bytes that is
 * mapped into memory, so that it costs nothing and outlives the process. Thread-safe.
 */
final class KnownNumber {

    private final Optional<Path> file;
    private ByteBuffer number;

    private KnownNumber(Optional<Path> file) {
        this.file = file;
        number = file.map(KnownNumber::map).orElseGet(() -> ByteBuffer.allocate(Long.BYTES));
    }

    /** Forgotten when the process ends. */
    static KnownNumber inMemory() {
        return new KnownNumber(Optional.empty());
    }

    /**
     * Kept in this file.
     *
     * @throws UncheckedIOException if that is not possible
     */
    static KnownNumber in(Path file) {
        return new KnownNumber(Optional.of(file));
    }

    /** 0 when nothing is known. */
    synchronized long get() {
        return number.getLong(0);
    }

    /** Notes what the shard has answered. */
    synchronized void acknowledge(long answered) {
        number.putLong(0, Math.max(answered, number.getLong(0)));
    }

    /** Whether an administrator has removed the file, and so said that what is missing is given up. */
    boolean isGivenUp() {
        return file.filter(kept -> !Files.exists(kept)).isPresent();
    }

    /** Begins again from where the shard stands. */
    synchronized void beginAt(long standing) {
        number = file.map(KnownNumber::map).orElse(number).putLong(0, standing);
    }

    /** What an administrator does to give up what is missing. */
    String remedy() {
        return file.map(kept -> "run ./broker queue confirm-loss (which removes " + kept.toAbsolutePath() + ")")
                .orElse("start the proxy again");
    }

    private static ByteBuffer map(Path file) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(MapMode.READ_WRITE, 0, Long.BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep " + file, e);
        }
    }
}
