package org.messagebroker.server.login;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.cli.AdminMain;
import org.messagebroker.server.RunningServer;
import org.messagebroker.service.json.Json;

/** The commands about one's own account and about second factors, as a script uses them: nothing is asked at a terminal. */
@Tag("database")
class AccountCommandsIT {

    private static final String PERSON = "person@example.org";

    @TempDir
    static Path directory;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.start(directory, Map.of());
        server.addPerson(PERSON, "user");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void beginAnew() {
        server.update("DELETE FROM login_failures");
        server.update("DELETE FROM second_factors");
        server.update("DELETE FROM recovery_codes");
        server.update("UPDATE roles SET second_factor = FALSE");
    }

    @Test
    void setUpASecondFactorAndGiveItsCodes() {
        JsonNode begun = json(run(0, "account second-factor-on --json"));
        Totps app = new Totps(begun.path("secret").textValue());
        JsonNode codes = json(run(0, "account second-factor-confirm --json", app.next()));
        assertEquals(10, codes.path("recovery_codes").size());

        JsonNode view = json(run(0, "account second-factor --json", app.next()));
        assertTrue(view.path("enabled").booleanValue());

        String first = codes.path("recovery_codes").get(0).textValue();
        String second = codes.path("recovery_codes").get(1).textValue();
        String off = run(0, "account second-factor-off", first, second);
        assertEquals("There is no second factor any more.", off.strip());
        assertFalse(json(run(0, "account second-factor --json")).path("enabled").booleanValue());
    }

    @Test
    void stopWhereACodeIsOwedAndNoneOrAWrongOneIsGiven() {
        JsonNode begun = json(run(0, "account second-factor-on --json"));
        Totps app = new Totps(begun.path("secret").textValue());
        assertTrue(run(1, "account second-factor-confirm", "000000").contains("code"));
        run(0, "account second-factor-confirm", app.next());

        assertTrue(run(1, "account sessions").contains("There is no terminal to ask at"));
        assertTrue(run(1, "account sessions", "000000").contains("This code is wrong"));
        assertTrue(run(1, "account recovery-codes", app.next()).contains("There is no further code"));
    }

    @Test
    void giveOtherRecoveryCodes() {
        JsonNode begun = json(run(0, "account second-factor-on --json"));
        Totps app = new Totps(begun.path("secret").textValue());
        String shown = run(0, "account second-factor-confirm", app.next());
        List<String> codes = shown.lines()
                .filter(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();
        assertEquals(10, codes.size(), shown);

        JsonNode others = json(run(0, "account recovery-codes --json", codes.get(0), codes.get(1)));
        assertEquals(10, others.path("recovery_codes").size());
        run(1, "account sessions", codes.get(2));
        run(0, "account sessions", others.path("recovery_codes").get(0).textValue());
    }

    @Test
    void requireASecondFactorOfARoleAndTakeALostOneAway() {
        JsonNode begun = json(run(0, "account second-factor-on --json"));
        run(0, "account second-factor-confirm", new Totps(begun.path("secret").textValue()).next());
        assertTrue(json(admin("role second-factor user REQUIRED --json"))
                .path("required")
                .booleanValue());
        admin("user second-factor-reset " + PERSON);

        assertTrue(run(1, "account sessions").contains("There is no terminal to ask at"), "to set one up");
        assertFalse(json(admin("role second-factor user optional --json"))
                .path("required")
                .booleanValue());
        assertTrue(run(0, "account sessions").startsWith("ID"));
    }

    @Test
    void showTheLanguageAndTheSessions() {
        assertEquals(
                "fa",
                json(run(0, "account language fa --json")).path("language").textValue());
        assertTrue(run(0, "account language").contains("fa"));
        run(0, "account sessions --end others");
        assertEquals(2, json(run(0, "account sessions --json")).size());
    }

    private static String admin(String command) {
        return as(RunningServer.ADMIN, 0, command);
    }

    private static String run(int exit, String command, String... codes) {
        return as(PERSON, exit, command, codes);
    }

    private static String as(String email, int exit, String command, String... codes) {
        List<String> all = new ArrayList<>(List.of(command.split(" ")));
        all.addAll(List.of("--server", "https://localhost:" + server.service().port()));
        all.addAll(List.of("--ca", directory.resolve("certs/ca.crt").toString()));
        all.addAll(List.of("--user", email, "--password-file", file(RunningServer.PASSWORD)));
        if (codes.length > 0) {
            all.addAll(List.of("--code-file", file(String.join("\n", codes))));
        }
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        int ended = AdminMain.commandLine().setOut(out).setErr(out).execute(all.toArray(String[]::new));
        assertEquals(exit, ended, said::toString);
        return said.toString();
    }

    private static JsonNode json(String text) {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    private static String file(String text) {
        try {
            return Files.writeString(Files.createTempFile(directory, "secret", ""), text + "\n")
                    .toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
