package org.messagebroker.admin.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountedLinesTest {

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final List<Long> told = new ArrayList<>();
    private final CountedLines lines = new CountedLines(file, told::add);

    @Test
    void countsLinesAndTellsAboutEverySoMany() throws IOException {
        lines.write("a,b\n".repeat(4001).getBytes(StandardCharsets.UTF_8));
        assertEquals(4001, lines.lines());
        assertEquals(List.of(2000L, 4000L), told);
        assertEquals(4001 * 4, file.size());
    }

    @Test
    void breaksOffWhenItIsStopped() throws IOException {
        lines.write('\n');
        lines.stop();
        assertThrows(IOException.class, () -> lines.write('\n'));
        assertEquals(1, file.size());
    }
}
