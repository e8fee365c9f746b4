package org.messagebroker.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The mails that an installation has sent to itself, the last 200, a file each. Thread-safe. */
final class Mailbox {

    private static final int KEPT = 200;
    private static final String SUFFIX = ".eml";

    private final Path directory;
    private long last;

    Mailbox(Installation installation) {
        this.directory = installation.directory("mailbox");
    }

    /** Keeps a mail as it came. */
    synchronized void add(byte[] mail) throws IOException {
        PrivateFiles.createDirectory(directory);
        last = Math.max(last + 1, Instant.now().toEpochMilli());
        Path file = directory.resolve(last + SUFFIX);
        PrivateFiles.write(file, "");
        Files.write(file, mail);
        List<Path> all = newestFirst();
        for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
            Files.deleteIfExists(old);
        }
    }

    /** The files, the newest first. */
    List<Path> newestFirst() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparing(
                                    (Path file) -> file.getFileName().toString())
                            .reversed())
                    .toList();
        } catch (IOException e) {
            throw new CommandFailure(Exit.FAILED, "Cannot read " + directory + ".", e);
        }
    }
}
