package org.messagebroker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.messagebroker.testing.Await;

/** An operator looks at messages, at those that were given up, and at counts, from the command line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MessageCommandsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String NUMBER = "+989351112233";

    @RegisterExtension
    private final RunningSystem system = RunningSystem.prepare("messages");

    private final Cli cli = new Cli(system);
    private final RedisFiles redis = new RedisFiles(system);
    private String honest = "";
    private String altered = "";

    @BeforeAll
    void startAndLetOneMessageDie() throws IOException {
        try (HeldPart _ = system.hold("worker")) {
            honest = accepted("honest words");
            altered = accepted("altered words");
            redis.spoil(altered);
        }
        Await.until(() -> find(honest).equals("delivered"), "one is stored", PATIENCE);
        Await.until(() -> cli.run("message", "dead", "list").contains(altered), "one is given up", PATIENCE);
    }

    @Test
    @Order(1)
    void listsAndFindsMessages() {
        assertTrue(cli.run("message", "list", "--status", "delivered").contains(honest));
        assertTrue(cli.run("message", "search", NUMBER).contains(honest));
        assertFalse(cli.run("message", "search", "+989351112234").contains(honest));
        assertEquals(1, cli.attempt("message", "list", "--status", "lost").exit());
    }

    @Test
    @Order(2)
    void showsATextOnlyWhereItIsAskedFor() {
        assertFalse(cli.run("message", "view", honest).contains("honest words"));
        assertTrue(cli.run("message", "view", honest, "--decrypt").contains("honest words"));
        JsonNode dead = cli.json("message", "view", altered);
        assertEquals("failed", dead.path("status").asText());
        assertEquals("rejected", dead.path("attempts").path(0).path("outcome").asText(), dead::toString);
        assertTrue(cli.run("message", "view", altered).contains("rejected"));
    }

    @Test
    @Order(3)
    void exportsIntoAFileOrToTheStandardOutput() throws IOException {
        Path out = system.data().resolve("messages.csv");
        cli.run("message", "export", "--out", out.toString());
        String text = Files.readString(out);
        assertTrue(text.contains(honest) && text.contains(altered), text);
        assertFalse(text.contains("honest words"));
        String failed = cli.run("message", "export", "--format", "jsonl", "--status", "failed");
        assertEquals(1, failed.lines().count(), failed);
    }

    @Test
    @Order(4)
    void countsMessagesByStatus() {
        assertEquals(
                1, cli.json("stats").path("messages_by_status").path("failed").asInt());
        String table = cli.run("stats", "--by", "day", "--group", "status", "--calendar", "jalali", "--compare");
        assertTrue(table.contains("LABEL") && table.contains("delivered"), table);
        JsonNode report = cli.json("stats", "--own", "--group", "client");
        assertTrue(report.path("total").path("messages").asInt() >= 2, report::toString);
        assertEquals(1, cli.attempt("stats", "--from", "2026-11-25T10:01:00Z").exit());
    }

    @Test
    @Order(5)
    void putsBackAndDiscardsWhatWasGivenUp() {
        assertEquals(
                "rejected",
                cli.json("message", "dead", "view", altered).path("kind").asText());
        assertTrue(cli.run("message", "dead", "view", altered, "--decrypt").contains("unreadable"));
        assertTrue(cli.run("message", "dead", "requeue", altered, "--dry-run").contains("1 fit"));
        cli.run("message", "dead", "requeue", altered);
        Await.until(this::isDeadAgain, "it dies again", PATIENCE);
        List<String> outcomes =
                cli.json("message", "view", altered).path("attempts").findValuesAsText("outcome");
        assertEquals(List.of("rejected", "requeued", "rejected"), outcomes);

        cli.run("message", "dead", "discard", altered);
        assertEquals("None.", cli.run("message", "dead", "list").strip());
    }

    private boolean isDeadAgain() {
        JsonNode letter = cli.json("message", "dead", "view", altered);
        return letter.path("state").asText().equals("dead")
                && letter.path("requeue_epoch").asInt() == 1;
    }

    private String find(String id) {
        return cli.json("message", "search", id)
                .path("messages")
                .path(0)
                .path("status")
                .asText();
    }

    private String accepted(String body) throws IOException {
        Https.Answer answer = system.client().send(NUMBER, body);
        assertEquals(202, answer.status(), answer.body());
        return answer.json().path("message_id").asText();
    }
}
