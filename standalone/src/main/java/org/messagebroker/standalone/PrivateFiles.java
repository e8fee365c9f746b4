package org.messagebroker.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files (0600) and directories (0700) of their owner only, never seen half-written. */
final class PrivateFiles {

    private static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private PrivateFiles() {}

    static void createDirectory(Path directory) {
        try {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(DIRECTORY));
            Files.setPosixFilePermissions(directory, DIRECTORY);
        } catch (IOException e) {
            throw new CommandFailure(Exit.FAILED, "Cannot write " + directory + ": is it yours?", e);
        }
    }

    static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Replaces the file at once: a reader, or a crash, finds the old content or the new. */
    static void write(Path file, byte[] content) {
        Path parent = file.toAbsolutePath().getParent();
        try {
            Path draft = Files.createTempFile(parent, "." + file.getFileName(), ".new", FILE);
            try {
                writeThrough(draft, content);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new CommandFailure(Exit.FAILED, "Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void writeThrough(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** A file of its owner only, for a process to append to. */
    static Redirect appendable(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createFile(file, FILE);
            }
            return Redirect.appendTo(file.toFile());
        } catch (IOException e) {
            throw new CommandFailure(Exit.FAILED, "Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
