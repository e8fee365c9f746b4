package org.messagebroker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void tellsTheFiguresOfAnEchoAndOfTheDiskAsJson() throws Exception {
        assertEquals(
                0, bench("--only", "echo,disk", "--connections", "1,4", "--seconds", "1", "--warmup", "0", "--json"));
        JsonNode figures = new ObjectMapper().readTree(out.toString());
        for (String key : List.of(
                "machine.cores",
                "machine.filesystem",
                "disk.fdatasync.p50_ms",
                "disk.fdatasync.p99_ms",
                "echo.c1.rate",
                "echo.c4.rate",
                "echo.c4.p50_ms",
                "echo.c4.p99_ms",
                "echo.c4.cores.echo",
                "echo.c4.cores.generator")) {
            assertTrue(figures.has(key), key + " in " + figures);
        }
        assertTrue(figures.get("echo.c4.rate").asDouble() > 0);
        assertEquals(0, figures.get("echo.c4.errors").asLong());
    }

    @Test
    void refusesConnectionsThatAreNone() {
        assertEquals(CommandLine.ExitCode.USAGE, bench("--connections", "0"));
        assertTrue(err.toString().contains("--connections"), err.toString());
    }

    @Test
    void refusesAPartThatDoesNotExist() {
        assertEquals(CommandLine.ExitCode.USAGE, bench("--only", "everything"));
        assertTrue(err.toString().contains("--only"), err.toString());
    }

    private int bench(String... arguments) {
        return BenchMain.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
