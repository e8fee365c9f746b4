package org.messagebroker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
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

    @Test
    void comparesManyRowsWithFew() {
        figures.putAll(Map.of(
                "rows",
                List.of(
                        row(10_000, "a day", 3.0),
                        row(10_000, "a number", 8.0),
                        row(10_000_000, "a day", 5.1),
                        row(10_000_000, "a number", 12.0))));
        String lines = new Bars(figures).text();
        assertEquals(
                List.of("met", "NOT MET", "met", "met"),
                lines.lines()
                        .map(line -> line.contains("NOT MET") ? "NOT MET" : "met")
                        .toList(),
                lines);
    }

    @Test
    void judgesManyRowsAlone() {
        figures.putAll(Map.of("rows", List.of(row(10_000_000, "a day", 15.1))));
        assertTrue(line("a day, 10,000,000 rows").endsWith("NOT MET"), line("a day"));
        assertEquals(1, new Bars(figures).text().lines().count());
    }

    private static Map<String, Object> row(long rows, String question, double p95) {
        return Map.of("rows", rows, "query", question, "p95_ms", p95);
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
