package org.messagebroker.bench.machine;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * A directory on something that survives a power failure, so that a sync costs what it costs in production.
 *
 * @param path the directory; it exists
 * @param filesystem the kind of filesystem it is on, such as {@code ext4}
 * @param device what that lives on, such as {@code /dev/vda}
 */
public record DataDirectory(Path path, String filesystem, String device) {
    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

    /**
     * Looks at the filesystem.
     *
     * @throws IllegalArgumentException if it is in memory, or not there
     */
    public static DataDirectory of(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new IllegalArgumentException("there is no directory " + path);
        }
        FileStore store = Files.getFileStore(path);
        return of(path, store.type(), store.name());
    }

    static DataDirectory of(Path path, String filesystem, String device) {
        if (IN_MEMORY.contains(filesystem)) {
            throw new IllegalArgumentException(("%s is on %s, in memory: a sync costs nothing there, so the numbers "
                            + "would mean nothing. Run from, or name with --data, a directory on a disk.")
                    .formatted(path, filesystem));
        }
        return new DataDirectory(path, filesystem, device);
    }
}
