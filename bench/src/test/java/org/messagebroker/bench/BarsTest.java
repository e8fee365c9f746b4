package org.messagebroker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BarsTest {
    private final Figures figures = new Figures();

    @Test
    void saysNothingOfWhatWasNotMeasured() {
        assertEquals("", new Bars(figures).text());
    }

    @Test
    void saysWhatIsMetAndWhatIsNot() {
        figures.put("accept.c64.ratio", 0.5);
        figures.put("accept.c256.ratio", 0.549);
        assertTrue(line("64 connections").endsWith(" met"), line("64 connections"));
        assertTrue(line("256 connections").endsWith(" NOT MET"), line("256 connections"));
    }

    @Test
    void allowsThreeSyncsOverTheEcho() {
        figures.put("disk.fdatasync.p99_ms", 1.0);
        figures.put("echo.half.p99_ms", 4.0);
        figures.put("accept.half.p99_ms", 7.1);
        assertTrue(
                line("p99 at half").contains("7.00") && line("p99 at half").endsWith("NOT MET"), line("p99 at half"));
    }

    private String line(String part) {
        return new Bars(figures)
                .text()
                .lines()
                .filter(line -> line.contains(part))
                .findFirst()
                .orElseThrow();
    }
}
