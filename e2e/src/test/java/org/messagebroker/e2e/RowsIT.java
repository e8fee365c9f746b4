package org.messagebroker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.messagebroker.bench.BenchMain;

/** The measurement of many rows, with few: that it measures what it says, and that retention does what it decides. */
class RowsIT {

    private static final int QUERIES = 14;

    @Test
    void measuresPagesAndRetention() throws Exception {
        System.setProperty("message-broker.home", Repository.root().toString());
        StringWriter said = new StringWriter();
        int code = BenchMain.commandLine()
                .setOut(new PrintWriter(said, true))
                .execute("--only", "rows,retention", "--rows", "20000", "--json");
        assertEquals(0, code);
        JsonNode figures = new ObjectMapper().readTree(said.toString());
        assertEquals(2 * QUERIES, figures.path("rows").size(), figures::toString);
        for (JsonNode row : figures.path("rows")) {
            assertTrue(row.path("p95_ms").asDouble() > 0, row::toString);
        }
        assertEquals(
                20_000, figures.path("rows").path(2 * QUERIES - 1).path("rows").asLong());
        assertTrue(figures.path("retention.partitions").asInt() > 0, figures::toString);
        assertEquals(0, figures.path("retention.partitions_left").asInt(-1));
        assertTrue(figures.path("retention.hidden").asInt() > 8000, figures::toString);
        assertTrue(figures.path("retention.insert_max_ms").asDouble() > 0, figures::toString);
    }
}
