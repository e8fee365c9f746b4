package org.messagebroker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TableTest {
    private final Figures figures = new Figures();

    @Test
    void putsBothSystemsAndTheirRatioInOneLine() {
        figures.put("echo.c64.rate", 40_000.0);
        figures.put("echo.c64.p50_ms", 1.5);
        figures.put("echo.c64.p99_ms", 7.25);
        figures.put("accept.c64.rate", 5_000.0);
        figures.put("accept.c64.p50_ms", 12.0);
        figures.put("accept.c64.p99_ms", 30.0);
        figures.put("accept.c64.ratio", 0.125);
        String text = new Table(figures).text();
        assertTrue(text.contains("64 |    40,000     1.50     7.25 |      5,000    12.00    30.00 |  0.13 | 0"), text);
    }

    @Test
    void neverHidesWhatWasNotAccepted() {
        figures.put("accept.c16.rate", 1.0);
        figures.put("accept.c16.errors", 3);
        figures.put("accept.c16.errors.status 503", 3);
        String text = new Table(figures).text();
        assertTrue(text.contains("3 × status 503 (accept)"), text);
    }

    @Test
    void ordersByNumberOfConnections() {
        figures.put("echo.c256.rate", 1.0);
        figures.put("echo.c16.rate", 1.0);
        String text = new Table(figures).text();
        assertTrue(text.indexOf(" 16 |") < text.indexOf(" 256 |"), text);
    }

    @Test
    void saysWhenEverythingWasDelivered() {
        figures.put("burst.messages", 2000);
        figures.put("burst.seconds", 4.0);
        figures.put("burst.rate", 500.0);
        figures.put("drain.seconds", 3.5);
        assertEquals(
                "2,000 messages from the first request to all delivered: 4.0 s, 500/s;"
                        + " the last 3.5 s after the last was accepted",
                new Table(figures).text().strip());
    }
}
