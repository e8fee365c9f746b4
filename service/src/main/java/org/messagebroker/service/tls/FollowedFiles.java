package org.messagebroker.service.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.messagebroker.service.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files whose change is taken over by who uses them: a renewed certificate, a mounted secret. They are looked at when they
 * are used, at most once a second, so there is nothing to trigger. What cannot be taken over is said once, and tried again:
 * of a pair, one file may be there before the other. Thread-safe.
 */
public final class FollowedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(FollowedFiles.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final List<Path> files;
    private final AtomicLong nextLook;
    private List<Stamp> accepted;
    private List<Stamp> refused = List.of();

    /** Files as they are now, which have just been read. */
    public FollowedFiles(Path... files) {
        this.files = List.of(files);
        this.accepted = stamps();
        this.nextLook = new AtomicLong(System.nanoTime() + PAUSE.toNanos());
    }

    /**
     * Has them read again if they have changed.
     *
     * @param read throws StartException when they are not good; what was read before is then to stay in force
     */
    public void refresh(Runnable read) {
        long due = nextLook.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextLook.compareAndSet(due, now + PAUSE.toNanos())) {
            look(read);
        }
    }

    private synchronized void look(Runnable read) {
        List<Stamp> found = stamps();
        if (found.equals(accepted)) {
            return;
        }
        try {
            read.run();
            accepted = found;
            LOG.info("took over what has changed of {}", files);
        } catch (StartException bad) {
            if (!found.equals(refused)) {
                LOG.warn("the changed files are not taken over yet: {}", bad.getMessage());
            }
            refused = found;
        }
    }

    private List<Stamp> stamps() {
        return files.stream().map(Stamp::of).toList();
    }

    /** What changes when a file is replaced or written; links are followed, so a switched link shows too. */
    private record Stamp(Path file, Optional<Object> key, long modified, long size) {
        static Stamp of(Path file) {
            try {
                BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(
                        file,
                        Optional.ofNullable(found.fileKey()),
                        found.lastModifiedTime().toMillis(),
                        found.size());
            } catch (IOException missing) {
                return new Stamp(file, Optional.empty(), 0, 0);
            }
        }
    }
}
