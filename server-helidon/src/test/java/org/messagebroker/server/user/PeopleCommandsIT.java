package org.messagebroker.server.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.cli.AdminMain;
import org.messagebroker.server.RunningServer;
import org.messagebroker.service.json.Json;

/** The commands {@code user} and {@code role}, against a server named by its address. */
@Tag("database")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleCommandsIT {

    private static final String GOOD = "sunflower lamp 47 river";
    private static final String OTHER = "another lamp 48 mountain";

    private Path directory = Path.of("");
    private RunningServer server;

    @BeforeAll
    void start(@TempDir Path temporary) {
        directory = temporary;
        server = RunningServer.start(directory, Map.of());
        server.awaitPrepared();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void keepsAUserFromTheFirstDayToTheLast() {
        String made =
                admin("user", "create", "sara@example.org", "--role", "auditor", "--new-password-file", file(GOOD));
        assertTrue(made.contains("sara@example.org"), made);
        assertFalse(made.contains(GOOD), made);

        String table = admin("user", "list", "--search", "sara");
        assertTrue(table.startsWith("EMAIL"), table);
        assertTrue(table.lines().anyMatch(line -> line.matches("sara@example.org +auditor +- +true .*")), table);
        assertEquals(200, server.login("sara@example.org", GOOD).status());
        assertEquals(1, json("user", "sessions", "sara@example.org").size());
        assertEquals(
                "Ended.",
                admin("user", "sessions", "sara@example.org", "--end", "all").strip());
        assertEquals(0, json("user", "sessions", "sara@example.org").size());
        assertEquals(
                "user",
                json("user", "role", "sara@example.org", "user").path("role").asText());
        assertEquals(
                "client-a",
                json("user", "client", "sara@example.org", "client-a")
                        .path("client_id")
                        .asText());
        assertTrue(json("user", "client", "sara@example.org", "none")
                .path("client_id")
                .isNull());
        assertEquals(
                "2100-01-01T00:00:00Z",
                json("user", "expire", "sara@example.org", "2100-01-01T00:00:00Z")
                        .path("expires_at")
                        .asText());
        assertTrue(json("user", "expire", "sara@example.org", "never")
                .path("expires_at")
                .isNull());
        assertFalse(
                json("user", "disable", "sara@example.org").path("is_active").asBoolean());
        assertTrue(json("user", "enable", "Sara@example.org").path("is_active").asBoolean());
        admin("user", "password", "sara@example.org", "--new-password-file", file(OTHER));
        assertEquals(200, server.login("sara@example.org", OTHER).status());
        assertEquals("Deleted.", admin("user", "delete", "sara@example.org").strip());
        assertTrue(refused("user", "show", "sara@example.org").contains("There is no user sara@example.org."));
    }

    @Test
    void letsWhoMustChangeHisPasswordDoIt() {
        admin("user", "create", "ali@example.org", "--new-password-file", file(GOOD));
        assertTrue(json("user", "force-change", "ali@example.org")
                .path("must_change_password")
                .asBoolean());

        String said = as("ali@example.org", GOOD, 0, "user", "password", "--new-password-file", file(OTHER));

        assertTrue(said.startsWith("Changed."), said);
        assertFalse(json("user", "show", "ali@example.org")
                .path("must_change_password")
                .asBoolean());
        assertTrue(as("ali@example.org", OTHER, 1, "user", "list").contains("user.read"));
    }

    @Test
    void keepsRolesOfOnesOwn() {
        admin("role", "create", "helpdesk", "--permission", "client.read,statistics.read", "--description", "Help");
        JsonNode edited = json("role", "edit", "helpdesk", "--add", "proxy.read", "--remove", "client.read");
        assertEquals(
                "[\"proxy.read\",\"statistics.read\"]",
                edited.path("permissions").toString());
        assertEquals("Help", edited.path("description").asText());
        admin("role", "clone", "helpdesk", "helpdesk-2");
        assertEquals(
                edited.path("permissions"), json("role", "show", "helpdesk-2").path("permissions"));
        assertTrue(admin("role", "list").lines().anyMatch(line -> line.matches("helpdesk-2 +false +0 +Help")));
        assertTrue(admin("role", "permissions").contains("message.body.read"));
        assertTrue(refused("role", "delete", "auditor").contains("built in"));
        assertEquals("Deleted.", admin("role", "delete", "helpdesk-2").strip());
    }

    private String admin(String... command) {
        return as(RunningServer.ADMIN, RunningServer.PASSWORD, 0, command);
    }

    private String refused(String... command) {
        return as(RunningServer.ADMIN, RunningServer.PASSWORD, 1, command);
    }

    private JsonNode json(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.add("--json");
        return Json.parse(admin(all.toArray(String[]::new)).getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    private String as(String email, String password, int exit, String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--server", "https://localhost:" + server.service().port()));
        all.addAll(List.of("--ca", directory.resolve("certs/ca.crt").toString()));
        all.addAll(List.of("--user", email, "--password-file", file(password)));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        int ended = AdminMain.commandLine().setOut(out).setErr(out).execute(all.toArray(String[]::new));
        assertEquals(exit, ended, said::toString);
        return said.toString();
    }

    private String file(String text) {
        try {
            return Files.writeString(Files.createTempFile(directory, "secret", ""), text + "\n")
                    .toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
