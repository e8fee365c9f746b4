package org.messagebroker.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a service's JVM has learned about its classes, written when the service ends for the first time and read at every
 * start from then on, which halves what a start costs (JEP 483, 514, 515). Lies beside the jar, and is made anew when that
 * or a library is, or when they were moved: the JVM would read it in the new place, and look for resources in the old.
 * Decision: docs/decisions/2026-11-25-memory-and-start.md.
 *
 * @param cache read at the start
 * @param written by a JVM that ends; becomes the cache when it is whole
 */
record StartCache(Path cache, Path written) {

    private static final String SUFFIX = ".aot";

    /** Of a service's jar, for the installation that runs it. */
    static StartCache of(Path jar, Installation installation) {
        String place = Integer.toHexString(jar.toAbsolutePath().hashCode());
        String name = jar.getFileName() + "-" + place + "-" + Long.toHexString(newest(jar));
        String mine = Integer.toHexString(installation.data().hashCode());
        return new StartCache(
                jar.resolveSibling(name + SUFFIX), jar.resolveSibling(name + "-" + mine + SUFFIX + ".new"));
    }

    /** When the jar, or the newest of its libraries, was made. */
    private static long newest(Path jar) {
        Path libraries = jar.resolveSibling("lib");
        try (Stream<Path> found = Files.isDirectory(libraries) ? Files.list(libraries) : Stream.empty()) {
            return Stream.concat(Stream.of(jar), found)
                    .mapToLong(StartCache::changed)
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long changed(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the cache where there is one, and makes it where there is none. The JVM starts without it when it cannot. */
    List<String> options() {
        return List.of(Files.exists(cache) ? "-XX:AOTCache=" + cache : "-XX:AOTCacheOutput=" + written);
    }

    /** The JVM has ended; what it has written whole, if anything, is the cache from now on. */
    void keep() {
        Path unfinished = written.resolveSibling(written.getFileName() + ".config");
        if (Files.exists(unfinished)) {
            PrivateFiles.delete(unfinished);
            PrivateFiles.delete(written);
        } else if (Files.exists(written)) {
            take();
        }
    }

    private void take() {
        try {
            Files.move(written, cache, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("a start's cache cannot be kept at " + cache, e);
        }
    }
}
