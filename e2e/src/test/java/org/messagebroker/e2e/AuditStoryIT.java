package org.messagebroker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An auditor and an operator at the command line: who did what, and whom alerts go to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditStoryIT {

    @RegisterExtension
    private final RunningSystem system = RunningSystem.prepare("audit");

    private final Cli cli = new Cli(system);

    @Test
    void anAuditorFindsAnActReadsItAndTakesAllWithHim() throws IOException {
        cli.run("client", "create", "audited-1");
        String list = cli.run("audit", "list", "--action", "client.*", "--target", "audited-1");
        assertTrue(list.contains("client.create"), list);
        JsonNode entry = cli.json("audit", "list", "--target", "audited-1").at("/entries/0");
        String one = cli.run("audit", "show", entry.path("position").asText());
        assertTrue(one.contains("client.create") && one.contains("admin@broker.localhost"), one);

        Path file = system.data().resolve("audit.csv");
        cli.run("audit", "export", "--target", "audited-1", "--out", file.toString());
        assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
        assertEquals(2, Files.readAllLines(file).size());
        assertTrue(cli.run("audit", "export", "--format", "jsonl", "--target", "audited-1")
                .startsWith("{\"chain\":\"acts\""));
    }

    @Test
    void anAuditorVerifiesWithAHeadThatHeHasKept() {
        List<String> heads = cli.run("audit", "head").lines().toList();
        assertEquals(2, heads.size(), heads::toString);
        cli.run("client", "create", "audited-2");
        String whole = cli.run("audit", "verify", "--head", heads.getFirst(), "--head", heads.getLast());
        assertTrue(whole.contains("The audit is whole."), whole);

        BrokerCommand.Result cut = cli.attempt("audit", "verify", "--head", "acts:999999:" + "0".repeat(64));
        assertEquals(1, cut.exit());
        assertTrue(cut.output().contains("cut") && cut.output().contains("NOT whole"), cut::output);
    }

    @Test
    void anOperatorDecidesWhatIsMailedToWhom() {
        JsonNode rule = cli.json(
                "alert", "set", "dead_letters", "--threshold", "100", "--to", "ops@example.org", "--level", "critical");
        assertEquals(100, rule.path("threshold").asInt());
        assertEquals("ops@example.org", rule.at("/recipients/0").asText());
        assertTrue(cli.run("alert", "rules").contains("ops@example.org"));
        assertTrue(cli.json("alert", "list").path("current").isArray());
        assertEquals(
                1, cli.attempt("alert", "set", "disk", "--threshold", "200").exit());
        assertTrue(cli.run("expiring", "--days", "3650").contains("Certificates:"));
    }
}
