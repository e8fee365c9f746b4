package org.messagebroker.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theLastLinesOfALongLogAreRead() throws IOException {
        Path log = directory.resolve("proxy.log");
        Files.writeString(
                log, IntStream.range(0, 50_000).mapToObj(i -> "line " + i).collect(Collectors.joining("\n")));

        assertEquals(List.of("line 49998", "line 49999"), LogFile.lastLines(log, 2));
    }

    @Test
    void aMissingLogHasNoLines() {
        assertEquals(List.of(), LogFile.lastLines(directory.resolve("none"), 2));
    }
}
