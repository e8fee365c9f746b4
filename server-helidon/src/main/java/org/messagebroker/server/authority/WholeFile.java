package org.messagebroker.server.authority;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Replaces a file whole or not at all, with the mode that it has. */
public final class WholeFile {

    private WholeFile() {}

    /** Whether {@link #replace} is likely to succeed. */
    public static boolean isReplaceable(Path file) {
        return Files.isWritable(file) && Files.isWritable(directory(file));
    }

    /** @throws IOException when it does not exist, or may not be written; then nothing has changed */
    public static void replace(Path named, String text) throws IOException {
        Path file = named.toRealPath();
        Path draft = Files.createTempFile(directory(file), String.valueOf(file.getFileName()), ".new");
        try {
            Files.writeString(draft, text);
            Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(file));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static Path directory(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
    }
}
