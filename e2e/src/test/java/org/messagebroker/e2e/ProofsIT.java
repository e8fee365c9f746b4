package org.messagebroker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.bench.chaos.ChaosMain;
import org.messagebroker.bench.prove.ProveMain;
import picocli.CommandLine;

/** The long proofs, shortened: that nothing is refuted, and that they say what they must. */
class ProofsIT {

    @TempDir
    private Path pages;

    @BeforeAll
    static void sayWhereTheCheckoutIs() {
        System.setProperty("message-broker.home", Repository.root().toString());
    }

    @Test
    void decisionsReachThreeProxiesOnOpenConnections() throws IOException {
        JsonNode figures = prove("revocation", 5);

        assertEquals(5, figures.path("count").asInt());
        assertEquals(15, figures.path("refusals").asInt());
        assertTrue(
                figures.path("p50_ms").asDouble() > 0 && figures.path("p99_ms").asDouble() > 0, figures::toString);
        for (String kind : List.of("disable", "rate", "replay", "tls")) {
            assertEquals(1, figures.path(kind + ".count").asInt(), kind);
            assertEquals(3, figures.path(kind + ".refusals").asInt(), kind);
            assertTrue(figures.path(kind + ".p99_ms").asDouble() > 0, kind);
        }
        String page = Files.readString(pages.resolve("revocation.md"));
        assertTrue(page.contains("p99_ms") && page.contains("Commit "), page);
        assertTrue(page.contains("`./broker prove revocation --count 5 --seed 1`"), page);
    }

    @Test
    void nothingSentAgainIsAcceptedAgain() throws IOException {
        JsonNode figures = prove("replay", 2000);

        assertEquals(2000, figures.path("replays").asInt());
        assertEquals(0, figures.path("replays.accepted_twice").asInt(-1));
        assertEquals(7, figures.path("clock_steps").asInt());
        assertEquals(200, figures.path("pairs").asInt());
        assertEquals(4, figures.path("pairs.clock_steps").asInt());
        assertEquals(0, figures.path("pairs.accepted_twice").asInt(-1));
        assertEquals(220, figures.path("stored").asInt(), figures::toString);
    }

    @Test
    void noRequestFailsWhileCertificatesAreRenewed() throws IOException {
        JsonNode figures = prove("renewal", 5);

        assertTrue(figures.path("count").asInt() >= 5, figures::toString);
        assertTrue(figures.path("accepted").asInt() > 0, figures::toString);
        assertEquals(0, figures.path("failed").asInt(-1));
        assertTrue(figures.path("worker.renewals").asInt() > 0, figures::toString);
        assertTrue(figures.path("worker.delivered").asInt() > 0, figures::toString);
        assertEquals(0, figures.path("proxy.policy_calls_failed").asInt(-1));
        assertEquals(0, figures.path("worker.retried").asInt(-1));
    }

    @Test
    void redisAndMariaDbSyncBeforeTheyReply() throws IOException {
        JsonNode figures = prove("sync", 3);

        assertEquals(3, figures.path("redis.synced_before_reply").asInt());
        assertTrue(figures.path("mariadb.synced_before_reply").asInt() > 0, figures::toString);
        assertTrue(Files.readString(pages.resolve("sync.md")).contains("fdatasync(appendonly.aof) = 0"));
    }

    @Test
    void nothingIsLostOrStoredTwiceWhateverFails() throws IOException {
        JsonNode figures = run(
                ChaosMain.commandLine(), "--short", "--only=kill,stop-worker,lost-answers", "--kills=4", "--rate=200");

        assertEquals(4, figures.path("kills").asInt());
        assertEquals(7, figures.path("faults").size());
        assertTrue(figures.path("accepted").asInt() > 1000, figures::toString);
        assertTrue(figures.path("lost_answers").asInt() > 0, figures::toString);
        assertEquals(0, figures.path("lost").asInt(-1));
        assertEquals(0, figures.path("duplicated").asInt(-1));
        assertEquals(0, figures.path("refused_stored").asInt(-1));
        assertTrue(Files.readString(pages.resolve("chaos.md")).contains("stop-worker"));
    }

    private JsonNode prove(String name, int count) {
        return run(ProveMain.commandLine(), name, "--count", String.valueOf(count));
    }

    private JsonNode run(CommandLine command, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--json", "--out", pages.toString()));
        int exit = command.setOut(out).setErr(out).execute(all.toArray(String[]::new));
        assertEquals(0, exit, said::toString);
        return RunningSystem.json(said.toString());
    }
}
