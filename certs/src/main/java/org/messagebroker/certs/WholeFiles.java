package org.messagebroker.certs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that are written whole or not at all, in directories of mode 0700. All methods throw {@link UncheckedIOException}. */
public final class WholeFiles {

    private WholeFiles() {}

    /** The text of a file. */
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Writes what everybody may read (mode 0644). */
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8), "rw-r--r--");
    }

    /** Writes what only the owner may read (mode 0600). */
    public static void writeSecret(Path file, String text) {
        writeSecret(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes what only the owner may read (mode 0600). */
    public static void writeSecret(Path file, byte[] content) {
        write(file, content, "rw-------");
    }

    private static void write(Path file, byte[] content, String mode) {
        Path directory = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(directory, permissions("rwx------"));
            Path draft = Files.createTempFile(directory, file.getFileName().toString(), ".new", permissions(mode));
            try {
                Files.write(draft, content);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static FileAttribute<?> permissions(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }
}
