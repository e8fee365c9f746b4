package org.messagebroker.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCacheTest {

    @TempDir
    private Path target;

    private Path jar;

    @BeforeEach
    void buildAJar() throws IOException {
        jar = Files.createFile(target.resolve("service-1.jar"));
        Files.createFile(Files.createDirectory(target.resolve("lib")).resolve("library.jar"));
    }

    @Test
    void isWrittenByTheFirstProcessAndReadByTheNext() throws IOException {
        StartCache first = cache();
        assertEquals(List.of("-XX:AOTCacheOutput=" + first.written()), first.options());
        Files.createFile(first.written());
        first.keep();
        assertEquals(List.of("-XX:AOTCache=" + first.cache()), cache().options());
    }

    @Test
    void isNotKeptWhenTheProcessWasKilledWhileItWroteIt() throws IOException {
        StartCache cache = cache();
        Files.createFile(cache.written());
        Files.createFile(target.resolve(cache.written().getFileName() + ".config"));
        cache.keep();
        assertFalse(Files.exists(cache.cache()));
        assertFalse(Files.exists(cache.written()));
    }

    @Test
    void isAnotherOneWhenALibraryIsNewer() throws IOException {
        StartCache before = cache();
        Files.setLastModifiedTime(target.resolve("lib/library.jar"), FileTime.fromMillis(4_000_000_000_000L));
        assertNotEquals(before.cache(), cache().cache());
    }

    @Test
    void isAnotherOneWhereAllWasCopiedTo(@TempDir Path elsewhere) throws IOException {
        Path copy = Files.copy(jar, elsewhere.resolve(jar.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        Path libraries = Files.createDirectory(elsewhere.resolve("lib"));
        Files.copy(
                target.resolve("lib/library.jar"),
                libraries.resolve("library.jar"),
                StandardCopyOption.COPY_ATTRIBUTES);
        assertNotEquals(
                cache().cache().getFileName(),
                StartCache.of(copy, new Installation(target.resolve("data")))
                        .cache()
                        .getFileName());
    }

    private StartCache cache() {
        return StartCache.of(jar, new Installation(target.resolve("data")));
    }
}
