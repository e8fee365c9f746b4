package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A filesystem of its own (ext4 in a file, through a loop device) that can be filled.
 *
 * @param image the file, sparse
 * @param mount where it is mounted
 */
record Volume(Path image, Path mount) {

    /** What the system says of a full one (ENOSPC). */
    static final String NO_SPACE = "No space left on device";

    private static final String FILLER = "filler";
    private static final String PROBE = "probe";
    private static final int BLOCK = 4096;

    /** Makes and mounts it. */
    static Volume create(Path image, long bytes, Path mount) throws IOException {
        try (FileChannel file = FileChannel.open(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.write(java.nio.ByteBuffer.allocate(1), bytes - 1);
        }
        Tool.run("mkfs.ext4", "-q", "-m", "0", image.toString());
        Files.createDirectories(mount);
        Tool.run("mount", "-o", "loop", image.toString(), mount.toString());
        Files.setPosixFilePermissions(mount, PosixFilePermissions.fromString("rwx------"));
        return new Volume(image, mount);
    }

    /** Leaves not one block free. */
    void fill() throws IOException {
        Path filler = mount.resolve(FILLER);
        long free = Files.getFileStore(mount).getUsableSpace();
        try {
            Tool.run("fallocate", "-l", Long.toString(Math.max(1, free)), filler.toString());
        } catch (IOException lessThanThat) {
            // What is left is written below.
        }
        try (OutputStream rest = Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                rest.write(new byte[BLOCK]);
            }
        } catch (IOException full) {
            // As wanted.
        }
    }

    /** What the system says to one who wants to write another block; empty when it lets him. */
    Optional<String> refusal() throws IOException {
        Path probe = mount.resolve(PROBE);
        try {
            Files.write(probe, new byte[BLOCK]);
            return Optional.empty();
        } catch (FileSystemException refused) {
            return Optional.of(String.valueOf(refused.getReason()));
        } catch (IOException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    /** Gives the room back. */
    void free() throws IOException {
        Files.deleteIfExists(mount.resolve(FILLER));
    }

    /** Unmounts it, which also frees the loop device, and removes the file. */
    void remove() throws IOException {
        Tool.run("umount", "--lazy", mount.toString());
        Files.delete(image);
    }
}
