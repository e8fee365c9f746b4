package org.messagebroker.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Where a proxy keeps the {@link KnownNumber} of each shard. */
public final class KnownNumbers {

    /** Before the index of the shard in the name of a file. Whoever removes one gives up what its shard has lost. */
    public static final String FILE_PREFIX = "accepted-";

    private static final FileAttribute<?> OWNERS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Optional<Path> directory;

    private KnownNumbers(Optional<Path> directory) {
        this.directory = directory;
    }

    /** Forgotten when the process ends. */
    static KnownNumbers inMemory() {
        return new KnownNumbers(Optional.empty());
    }

    /**
     * Kept in this directory, which is made for its owner alone if it is missing.
     *
     * @throws UncheckedIOException if that is not possible
     */
    public static KnownNumbers in(Path directory) {
        try {
            return new KnownNumbers(Optional.of(Files.createDirectories(directory, OWNERS)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory, e);
        }
    }

    KnownNumber of(Shard shard) {
        return directory
                .map(kept -> KnownNumber.in(kept.resolve(FILE_PREFIX + shard.index())))
                .orElseGet(KnownNumber::inMemory);
    }
}
