package org.messagebroker.bench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {

    @ParameterizedTest
    @ValueSource(strings = {"tmpfs", "ramfs"})
    void refusesAFilesystemInMemory(String filesystem) {
        String said = assertThrows(
                        IllegalArgumentException.class, () -> DataDirectory.of(Path.of("d"), filesystem, "none"))
                .getMessage();
        assertTrue(said.contains(filesystem), said);
        assertTrue(said.contains("--data"), said);
    }

    @Test
    void takesADisk() {
        assertEquals("ext4", DataDirectory.of(Path.of("d"), "ext4", "/dev/vda").filesystem());
    }

    @Test
    void looksAtTheFilesystemItself() throws IOException {
        assertFalse(DataDirectory.of(Path.of("target")).filesystem().isBlank());
    }

    @Test
    void refusesADirectoryThatIsNotThere() {
        assertThrows(IllegalArgumentException.class, () -> DataDirectory.of(Path.of("target", "nowhere")));
    }
}
