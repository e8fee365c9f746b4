package org.messagebroker.server.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.testing.Await;

/** People's accounts, as administrators keep them and as their owners use them. */
@Tag("database")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsersIT {

    private static final String USERS = "/admin/users";
    private static final String GOOD = "sunflower lamp 47 river";
    private static final String OTHER = "another lamp 48 mountain";

    private RunningServer server;
    private Caller admin;

    @BeforeAll
    void start(@TempDir Path directory) {
        server = RunningServer.start(directory, Map.of());
        server.awaitPrepared();
        admin = server.administrator();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void keepsWhatIsSaidOfAUser() {
        Answer made = admin.post(
                USERS,
                Map.of(
                        "email", "kept@example.org",
                        "password", GOOD,
                        "role", "auditor",
                        "client_id", "client-a",
                        "expires_at", "2100-01-01T00:00:00Z",
                        "must_change_password", true));

        assertEquals(201, made.status(), made::toString);
        JsonNode found = admin.get(path(made)).json();
        assertEquals(made.json(), found);
        assertEquals("auditor", found.path("role").asText());
        assertEquals("client-a", found.path("client_id").asText());
        assertEquals("2100-01-01T00:00:00Z", found.path("expires_at").asText());
        assertTrue(found.path("must_change_password").asBoolean());
        assertFalse(made.toString().contains(GOOD));
        assertFalse(made.toString().contains("argon2"));
    }

    @Test
    void makesAPlainUserUnlessMoreIsSaid() {
        JsonNode made = admin.post(USERS, Map.of("email", "plain@example.org", "password", GOOD))
                .json();

        assertEquals("user", made.path("role").asText());
        assertTrue(made.path("is_active").asBoolean());
        assertFalse(made.path("must_change_password").asBoolean());
        assertTrue(made.path("expires_at").isNull());
    }

    @Test
    void comparesAddressesWithoutRegardToCase() {
        assertEquals(
                "big@example.org",
                admin.post(USERS, Map.of("email", "Big@Example.ORG", "password", GOOD))
                        .json()
                        .path("email")
                        .asText());

        assertEquals(
                409,
                admin.post(USERS, Map.of("email", "BIG@example.org", "password", GOOD))
                        .status());
        assertEquals(200, server.login("bIG@eXample.org", GOOD).status());
        assertEquals(1, total("email=BIG%40EXAMPLE.ORG"));
    }

    @Test
    void findsUsersByWhatIsSaidOfThem() {
        add("findable-1@example.org", "user");
        add("findable-2@example.org", "auditor");
        add("findable-3@example.org", "user");
        server.update("UPDATE users SET active = FALSE WHERE email = 'findable-1@example.org'");
        server.update("UPDATE users SET expires_at = '2020-01-01' WHERE email = 'findable-2@example.org'");
        server.update("UPDATE users SET client_id = 'client-b' WHERE email = 'findable-3@example.org'");

        assertEquals(3, total("search=FINDABLE"));
        assertEquals(1, total("search=findable&role=auditor"));
        assertEquals(2, total("search=findable&active=true"));
        assertEquals(1, total("search=findable&active=false"));
        assertEquals(1, total("search=findable&expired=true"));
        assertEquals(2, total("search=findable&expired=false"));
        assertEquals(1, total("search=findable&client_id=client-b"));
        assertEquals(0, total("search=findable&client_id=client-a"));
    }

    @Test
    void readsOnWhereAPageHasEnded() {
        for (String name : List.of("page-1", "page-2", "page-3")) {
            add(name + "@example.org", "user");
        }

        JsonNode first = admin.get(USERS + "?search=page-&limit=2").json();
        JsonNode second = admin.get(USERS + "?search=page-&limit=2&after="
                        + first.path("next").asText())
                .json();

        assertEquals(3, first.path("total").asInt());
        assertEquals(List.of("page-1@example.org", "page-2@example.org"), emails(first));
        assertEquals(List.of("page-3@example.org"), emails(second));
        assertTrue(second.path("next").isNull());
    }

    @Test
    void givesAnotherRoleAndEndsWhatWasOpen() {
        String user = add("role@example.org", "auditor");
        Caller person = server.person("role@example.org", RunningServer.PASSWORD);
        assertEquals(200, person.get(USERS).status());

        Answer changed = admin.put(user + "/role", Map.of("role", "user"));

        assertEquals("user", changed.json().path("role").asText(), changed::toString);
        assertEquals(401, person.get(USERS).status());
        assertEquals(
                403,
                server.person("role@example.org", RunningServer.PASSWORD)
                        .get(USERS)
                        .status());
        assertEquals(400, admin.put(user + "/role", Map.of("role", "emperor")).status());
    }

    @Test
    void keepsADisabledUserOutAtOnce() {
        String user = add("disabled@example.org", "user");
        JsonNode tokens =
                server.login("disabled@example.org", RunningServer.PASSWORD).json();
        Caller person = server.anyone().with(tokens.path("access_token").asText());
        assertEquals(200, person.get("/portal/profile").status());

        assertEquals(
                200, admin.put(user + "/status", Map.of("is_active", false)).status());

        assertEquals(401, person.get("/portal/profile").status());
        assertEquals(
                403,
                server.login("disabled@example.org", RunningServer.PASSWORD).status());
        assertEquals(200, admin.put(user + "/status", Map.of("is_active", true)).status());
        assertEquals(
                200,
                server.login("disabled@example.org", RunningServer.PASSWORD).status());
        assertEquals(401, person.get("/portal/profile").status(), "what was ended stays ended");
        assertEquals(
                401,
                server.anyone()
                        .post(
                                "/portal/auth/refresh",
                                Map.of(
                                        "refresh_token",
                                        tokens.path("refresh_token").asText()))
                        .status());
    }

    @Test
    void keepsAnExpiredUserOutAtOnce() {
        String user = add("expired@example.org", "user");
        Caller person = server.person("expired@example.org", RunningServer.PASSWORD);

        assertEquals(
                200,
                admin.put(user + "/expiry", Map.of("expires_at", Instant.now().toString()))
                        .status());

        assertEquals(401, person.get("/portal/profile").status());
        assertEquals(
                403, server.login("expired@example.org", RunningServer.PASSWORD).status());
        assertEquals(200, admin.put(user + "/expiry", nulled("expires_at")).status());
        assertEquals(
                200, server.login("expired@example.org", RunningServer.PASSWORD).status());
    }

    @Test
    void takesNothingAwayByAMisspeltField() {
        String user = add("misspelt@example.org", "user");
        admin.put(user + "/expiry", Map.of("expires_at", "2100-01-01T00:00:00Z"));

        assertEquals(
                400,
                admin.put(user + "/expiry", Map.of("expiresAt", "2030-01-01T00:00:00Z"))
                        .status());
        assertEquals(400, admin.put(user + "/client", Map.of()).status());
        assertEquals(400, admin.put(user + "/status", Map.of()).status());
        assertEquals(400, admin.put(user + "/force-password-change", Map.of()).status());
        assertEquals(
                "2100-01-01T00:00:00Z",
                admin.get(user).json().path("expires_at").asText());
    }

    @Test
    void deletesAUser() {
        String user = add("deleted@example.org", "user");
        Caller person = server.person("deleted@example.org", RunningServer.PASSWORD);

        assertEquals(204, admin.delete(user).status());

        assertEquals(401, person.get("/portal/profile").status());
        assertEquals(
                401, server.login("deleted@example.org", RunningServer.PASSWORD).status());
        assertEquals(404, admin.get(user).status());
        assertEquals(404, admin.delete(user).status());
    }

    @Test
    void linksAUserToAClient() {
        String user = add("linked@example.org", "user");
        Caller person = server.person("linked@example.org", RunningServer.PASSWORD);
        assertEquals(403, person.get("/portal/messages").status());

        assertEquals(
                "client-a",
                admin.put(user + "/client", Map.of("client_id", "client-a"))
                        .json()
                        .path("client_id")
                        .asText());

        assertEquals(200, person.get("/portal/messages").status());
        assertEquals(
                400,
                admin.put(user + "/client", Map.of("client_id", "client-unknown"))
                        .status());
        assertEquals(200, admin.put(user + "/client", nulled("client_id")).status());
        assertEquals(403, person.get("/portal/messages").status());
    }

    @Test
    void givesAnotherPasswordAndEndsWhatWasOpen() {
        String user = add("password@example.org", "user");
        Caller person = server.person("password@example.org", RunningServer.PASSWORD);

        assertEquals(
                200, admin.put(user + "/password", Map.of("password", GOOD)).status());

        assertEquals(401, person.get("/portal/profile").status());
        assertEquals(
                401,
                server.login("password@example.org", RunningServer.PASSWORD).status());
        assertEquals(200, server.login("password@example.org", GOOD).status());
    }

    @Test
    void letsWhoMustChangeHisPasswordDoNothingElse() {
        String user = add("forced@example.org", "auditor");
        assertEquals(
                200,
                admin.put(user + "/force-password-change", Map.of("must_change_password", true))
                        .status());

        Answer login = server.login("forced@example.org", RunningServer.PASSWORD);
        Caller person = server.anyone().with(login.json().path("access_token").asText());

        assertTrue(login.json().path("user").path("must_change_password").asBoolean(), login::toString);
        for (String closed : List.of(USERS, "/portal/profile", "/portal/messages", "/admin/clients", "/admin/stats")) {
            Answer refused = person.get(closed);
            assertEquals(403, refused.status(), closed);
            assertEquals(
                    "password_change_required",
                    refused.json().path("details").path("reason").asText());
        }
        assertEquals(204, ownPassword(person, RunningServer.PASSWORD, GOOD).status());
        assertEquals(200, person.get(USERS).status());
        assertFalse(server.login("forced@example.org", GOOD).json().path("user").has("must_change_password"));
    }

    @Test
    void letsWhoMustChangeHisPasswordLeave() {
        String user = add("leaving@example.org", "user");
        admin.put(user + "/force-password-change", Map.of("must_change_password", true));
        Caller person = server.person("leaving@example.org", RunningServer.PASSWORD);

        assertEquals(204, person.post("/portal/auth/logout", Map.of()).status());
        assertEquals(401, ownPassword(person, RunningServer.PASSWORD, GOOD).status());
    }

    @Test
    void changesOnesOwnPasswordForTheOldOneOnlyAndEndsTheOtherSessions() {
        add("own@example.org", "user");
        Caller here = server.person("own@example.org", RunningServer.PASSWORD);
        Caller elsewhere = server.person("own@example.org", RunningServer.PASSWORD);

        assertEquals(400, ownPassword(here, "not the old one", GOOD).status());
        assertEquals(
                400, here.put("/portal/password", Map.of("new_password", GOOD)).status());
        assertEquals(
                400,
                ownPassword(here, RunningServer.PASSWORD, RunningServer.PASSWORD)
                        .status());
        assertEquals(200, elsewhere.get("/portal/profile").status());
        assertEquals(204, ownPassword(here, RunningServer.PASSWORD, GOOD).status());

        assertEquals(200, here.get("/portal/profile").status());
        assertEquals(401, elsewhere.get("/portal/profile").status());
        assertEquals(200, server.login("own@example.org", GOOD).status());
        assertEquals(401, ownPassword(server.anyone(), GOOD, OTHER).status());
    }

    @Test
    void slowsDownGuessingTheOldPassword() {
        add("guessed@example.org", "user");
        Caller thief = server.person("guessed@example.org", RunningServer.PASSWORD);
        for (int i = 0; i < 5; i++) {
            assertEquals(400, ownPassword(thief, "wrong guess " + i, GOOD).status());
        }

        Answer locked = ownPassword(thief, RunningServer.PASSWORD, GOOD);

        assertEquals(423, locked.status(), locked::toString);
        assertTrue(Integer.parseInt(locked.header("Retry-After")) > 0);
        server.update("DELETE FROM login_failures");
        assertEquals(204, ownPassword(thief, RunningServer.PASSWORD, GOOD).status());
    }

    @Test
    void takesPasswordsOf12To128CharactersOfAnyKind() {
        String user = add("lengths@example.org", "user");
        String twelve = "x7 رمز ۹ q!z";
        String most = "long words ".repeat(12).substring(0, 127) + "!";

        for (String good : List.of(twelve, most + "", "😀😁😂😃😄😅😆😇😈😉😊😋x")) {
            Answer answer = admin.put(user + "/password", Map.of("password", good));
            assertEquals(200, answer.status(), good);
        }
        assertEquals(
                200,
                server.login("lengths@example.org", "😀😁😂😃😄😅😆😇😈😉😊😋x").status());
    }

    static Stream<String> badPasswords() {
        return Stream.of(
                "",
                "elevenchars",
                "long words ".repeat(12).substring(0, 129),
                "password1234",
                "Password!2026",
                "passwordpassword",
                "123456789012",
                "abcdefghijkl",
                "aaaaaaaaaaaa",
                "qwertyuiop123",
                "with\u0000a control",
                "😀😁😂😃😄😅😆😇😈😉😊");
    }

    @ParameterizedTest
    @MethodSource("badPasswords")
    void refusesPasswordsThatAreShortLongOrCommon(String bad) {
        Answer made = admin.post(USERS, Map.of("email", "weak@example.org", "password", bad));

        assertEquals(400, made.status(), made::toString);
        assertEquals("password", made.json().path("details").path("field").asText());
        assertFalse(bad.length() > 5 && made.toString().contains(bad), "an answer repeats a password");
        assertEquals(0, total("email=weak%40example.org"));
        Answer own = ownPassword(admin, RunningServer.PASSWORD, bad);
        assertEquals(400, own.status(), own::toString);
    }

    @Test
    void keepsTheLastSuperAdmin() {
        Caller equal = allPowerful("root-keeper@example.org");
        String last = pathOf(RunningServer.ADMIN);

        assertEquals(409, equal.put(last + "/role", Map.of("role", "user")).status());
        assertEquals(
                409, equal.put(last + "/status", Map.of("is_active", false)).status());
        assertEquals(
                409,
                equal.put(last + "/expiry", Map.of("expires_at", "2020-01-01T00:00:00Z"))
                        .status());
        assertEquals(
                409,
                equal.put(last + "/expiry", Map.of("expires_at", "2100-01-01T00:00:00Z"))
                        .status(),
                "then there would be none some day");
        assertEquals(409, equal.delete(last).status());
        assertEquals(409, admin.delete(last).status());
        assertEquals(200, admin.get("/portal/profile").status());
        assertEquals(
                List.of("1"), server.column("SELECT active FROM users WHERE email = '" + RunningServer.ADMIN + "'"));

        String second = add("second-root@example.org", "super_admin");
        assertEquals(
                200, equal.put(second + "/status", Map.of("is_active", false)).status());
        assertEquals(409, equal.delete(last).status(), "one who is disabled does not count");
        assertEquals(204, equal.delete(second).status());
    }

    /** What is refused must not stand in the ledger: the next start would do it all the same. */
    @Test
    void writesNoRefusedActToTheLedger(@TempDir Path directory) {
        try (RunningServer alone = RunningServer.start(directory, Map.of())) {
            alone.addPerson("manager@example.org", "user_manager");
            Caller root = alone.administrator();
            Caller manager = alone.person("manager@example.org", RunningServer.PASSWORD);
            String self = alone.column(
                            "SELECT LOWER(HEX(user_id)) FROM users WHERE email = '" + RunningServer.ADMIN + "'")
                    .getFirst();
            String path = USERS + "/" + dashed(self);
            assertEquals(
                    409, root.put(path + "/status", Map.of("is_active", false)).status());
            assertEquals(
                    403,
                    manager.put(path + "/status", Map.of("is_active", false)).status());
            assertEquals(403, manager.delete(path + "/sessions").status());

            alone.restart(() -> {});

            Await.until(() -> alone.anyone().get("/ca.crt").status() == 200, "it is ready");
            assertEquals(200, root.get("/portal/profile").status());
        }
    }

    @Test
    void keepsOneSuperAdminWhenTheLastTwoAreDisabledAtOnce() throws Exception {
        Caller equal = allPowerful("root-racer@example.org");
        List<String> both = List.of(add("race-1@example.org", "super_admin"), add("race-2@example.org", "super_admin"));
        server.update("UPDATE users SET active = FALSE WHERE email = '" + RunningServer.ADMIN + "'");
        try {
            for (int round = 0; round < 10; round++) {
                server.update("UPDATE users SET active = TRUE WHERE email LIKE 'race-%'");

                List<Integer> answers = atOnce(both.stream()
                        .<Callable<Integer>>map(path -> () -> equal.put(path + "/status", Map.of("is_active", false))
                                .status())
                        .toList());

                assertEquals(List.of(200, 409), answers.stream().sorted().toList(), "round " + round);
                assertEquals(List.of("1"), activeSuperAdmins());
            }
        } finally {
            server.update("UPDATE users SET active = TRUE WHERE email = '" + RunningServer.ADMIN + "'");
            server.update("DELETE FROM users WHERE email LIKE 'race-%'");
        }
    }

    @Test
    void keepsOneSuperAdminWhenTwoRemoveEachOther() throws Exception {
        server.update("UPDATE users SET active = FALSE WHERE email = '" + RunningServer.ADMIN + "'");
        try {
            for (int round = 0; round < 5; round++) {
                String one = add("duel-1@example.org", "super_admin");
                String two = add("duel-2@example.org", "super_admin");
                Caller first = server.person("duel-1@example.org", RunningServer.PASSWORD);
                Caller second = server.person("duel-2@example.org", RunningServer.PASSWORD);

                List<Integer> answers = atOnce(List.of(
                        () -> first.delete(two).status(),
                        () -> second.delete(one).status()));

                assertEquals(1, answers.stream().filter(status -> status == 204).count(), answers::toString);
                assertEquals(List.of("1"), activeSuperAdmins());
                server.update("DELETE FROM users WHERE email LIKE 'duel-%'");
            }
        } finally {
            server.update("UPDATE users SET active = TRUE WHERE email = '" + RunningServer.ADMIN + "'");
        }
    }

    @Test
    void letsNobodyRaiseHimselfOrChangeHisOwnAccount() {
        String own = add("ambitious@example.org", "user_manager");
        Caller manager = server.person("ambitious@example.org", RunningServer.PASSWORD);

        for (String role : List.of("super_admin", "admin", "user", "user_manager")) {
            assertEquals(403, manager.put(own + "/role", Map.of("role", role)).status(), role);
        }
        assertEquals(
                403,
                manager.put(own + "/client", Map.of("client_id", "client-a")).status());
        assertEquals(403, manager.put(own + "/expiry", nulled("expires_at")).status());
        assertEquals(
                403, manager.put(own + "/status", Map.of("is_active", true)).status());
        assertEquals(
                403, manager.put(own + "/password", Map.of("password", GOOD)).status(), "the old one is needed");
        assertEquals(403, manager.delete(own).status());
        assertEquals("user_manager", admin.get(own).json().path("role").asText());
    }

    @Test
    void letsNobodyTouchWhoMayDoMore() {
        add("manager@example.org", "user_manager");
        Caller manager = server.person("manager@example.org", RunningServer.PASSWORD);

        for (String above : List.of("admin", "super_admin", "auditor")) {
            String user = add("above-" + above + "@example.org", above);
            assertEquals(200, manager.get(user).status(), above);
            assertEquals(
                    403,
                    manager.put(user + "/password", Map.of("password", GOOD)).status(),
                    above);
            assertEquals(
                    403, manager.put(user + "/role", Map.of("role", "user")).status(), above);
            assertEquals(
                    403,
                    manager.put(user + "/status", Map.of("is_active", false)).status(),
                    above);
            assertEquals(
                    403, manager.put(user + "/expiry", nulled("expires_at")).status(), above);
            assertEquals(403, manager.put(user + "/client", nulled("client_id")).status(), above);
            assertEquals(
                    403,
                    manager.put(user + "/force-password-change", Map.of("must_change_password", true))
                            .status(),
                    above);
            assertEquals(403, manager.delete(user + "/sessions").status(), above);
            assertEquals(403, manager.delete(user).status(), above);
            assertEquals(
                    403,
                    manager.post(USERS, Map.of("email", "x@example.org", "password", GOOD, "role", above))
                            .status(),
                    above);
            server.update("DELETE FROM users WHERE email = 'above-" + above + "@example.org'");
        }
        String below = manager.post(USERS, Map.of("email", "below@example.org", "password", GOOD))
                .json()
                .path("id")
                .asText();
        assertEquals(
                403,
                manager.put(USERS + "/" + below + "/role", Map.of("role", "admin"))
                        .status());
        assertEquals(
                200,
                manager.put(USERS + "/" + below + "/status", Map.of("is_active", false))
                        .status());
        assertEquals(204, manager.delete(USERS + "/" + below).status());
    }

    @Test
    void letsAManagerOfAClientManageItsPeopleOnly() {
        add("manager-a@example.org", "user_manager");
        server.update("UPDATE users SET client_id = 'client-a' WHERE email = 'manager-a@example.org'");
        Caller manager = server.person("manager-a@example.org", RunningServer.PASSWORD);
        String own = add("person-a@example.org", "user");
        String foreign = add("person-b@example.org", "user");
        server.update("UPDATE users SET client_id = 'client-a' WHERE email = 'person-a@example.org'");
        server.update("UPDATE users SET client_id = 'client-b' WHERE email = 'person-b@example.org'");

        JsonNode seen = manager.get(USERS + "?search=person-").json();
        assertEquals(List.of("person-a@example.org"), emails(seen));
        assertEquals(1, seen.path("total").asInt());
        assertEquals(
                0,
                manager.get(USERS + "?client_id=client-b").json().path("total").asInt());
        assertEquals(200, manager.get(own).status());
        for (Answer hidden : List.of(
                manager.get(foreign),
                manager.get(foreign + "/sessions"),
                manager.delete(foreign + "/sessions"),
                manager.put(foreign + "/password", Map.of("password", GOOD)),
                manager.put(foreign + "/status", Map.of("is_active", false)),
                manager.put(foreign + "/client", Map.of("client_id", "client-a")),
                manager.delete(foreign))) {
            assertEquals(404, hidden.status(), hidden::toString);
        }
        assertEquals(
                403,
                manager.put(own + "/client", Map.of("client_id", "client-b")).status());
        assertEquals(403, manager.put(own + "/client", nulled("client_id")).status());
        assertEquals(
                403,
                manager.post(USERS, Map.of("email", "c@example.org", "password", GOOD, "client_id", "client-b"))
                        .status());
        assertEquals(
                403,
                manager.post(USERS, Map.of("email", "c@example.org", "password", GOOD))
                        .status());
        assertEquals(
                201,
                manager.post(USERS, Map.of("email", "c@example.org", "password", GOOD, "client_id", "client-a"))
                        .status());
        assertEquals(
                200,
                server.login("person-b@example.org", RunningServer.PASSWORD).status());
    }

    @Test
    void showsAPersonNeitherTheMessagesNorTheAccountsOfAnotherClient() {
        add("only-a@example.org", "user");
        server.update("UPDATE users SET client_id = 'client-a' WHERE email = 'only-a@example.org'");
        String other = add("only-b@example.org", "user");
        Caller person = server.person("only-a@example.org", RunningServer.PASSWORD);

        assertEquals(403, person.get(USERS).status());
        assertEquals(403, person.get(other).status());
        assertEquals(403, person.delete(other).status());
        assertEquals(
                403, person.put(other + "/password", Map.of("password", GOOD)).status());
        assertEquals(401, server.anyone().get(other).status());
    }

    @Test
    void takesNoFieldThatIsNotAskedFor() {
        Map<String, Object> greedy = new HashMap<>(Map.of("email", "greedy@example.org", "password", GOOD));
        greedy.put("id", "00000000-0000-0000-0000-000000000001");
        greedy.put("is_active", false);
        greedy.put("permissions", List.of("key.write"));
        greedy.put("password_hash", "x");
        greedy.put("created_at", "2001-01-01T00:00:00Z");
        JsonNode made = admin.post(USERS, greedy).json();
        assertTrue(made.path("is_active").asBoolean());
        assertFalse(made.path("id").asText().startsWith("00000000"));
        assertFalse(made.path("created_at").asText().startsWith("2001"));

        String path = USERS + "/" + made.path("id").asText();
        admin.put(path + "/status", Map.of("is_active", true, "role", "super_admin", "client_id", "client-a"));
        Caller person = server.person("greedy@example.org", GOOD);
        Answer changed = person.put(
                "/portal/password",
                Map.of("old_password", GOOD, "new_password", OTHER, "role", "super_admin", "client_id", "client-b"));

        assertEquals(204, changed.status());
        JsonNode after = admin.get(path).json();
        assertEquals("user", after.path("role").asText());
        assertTrue(after.path("client_id").isNull());
        assertEquals(
                405,
                person.put("/portal/profile", Map.of("role", "super_admin")).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"search", "email", "role", "client_id", "active", "expired", "limit", "after"})
    void survivesAnyValueOfAParameter(String parameter) {
        for (String odd : List.of("' OR '1'='1", "\\'; DROP TABLE users; -- ", "%", "\u0000", "😀", "x".repeat(300))) {
            Answer answer = admin.get(USERS + "?" + parameter + "=" + URLEncoder.encode(odd, StandardCharsets.UTF_8));
            assertTrue(answer.status() == 200 || answer.status() == 400, answer::toString);
            assertFalse(answer.toString().contains("SQL"), answer::toString);
            if (answer.status() == 200 && !parameter.equals("after")) {
                assertEquals(0, answer.json().path("total").asInt(), answer::toString);
            }
        }
        assertEquals(
                400, admin.get(USERS + "?" + parameter + "=" + "x".repeat(300)).status());
    }

    @Test
    void refusesOddValuesOfEveryField() {
        String user = add("odd@example.org", "user");
        String injection = "' OR '1'='1";
        String huge = "x".repeat(70_000);

        for (String odd : List.of("", "no-at-sign", "a@b@c", "a b@example.org", huge + "@example.org", injection)) {
            assertEquals(
                    400,
                    admin.post(USERS, Map.of("email", odd, "password", GOOD)).status(),
                    odd);
        }
        for (String odd : List.of(injection, huge, "", "\u0000")) {
            assertEquals(400, admin.put(user + "/role", Map.of("role", odd)).status());
            assertEquals(
                    400, admin.put(user + "/client", Map.of("client_id", odd)).status());
            assertEquals(
                    400, admin.put(user + "/password", Map.of("password", odd)).status());
            assertEquals(
                    400, admin.put(user + "/expiry", Map.of("expires_at", odd)).status());
            assertEquals(
                    400, admin.put(user + "/status", Map.of("is_active", odd)).status());
            assertEquals(400, ownPassword(admin, odd, GOOD).status());
        }
        assertEquals(
                400,
                admin.put(user + "/expiry", Map.of("expires_at", "+999999999-01-01T00:00:00Z"))
                        .status());
        assertEquals(404, admin.get(USERS + "/nonsense").status());
        assertEquals(404, admin.get(USERS + "/1-1-1-1-1").status());
        assertEquals(404, admin.get(USERS + "/" + UUID.randomUUID()).status());
        assertEquals(404, admin.delete(user + "/sessions/nonsense").status());
        server.update("DELETE FROM login_failures");
    }

    @Test
    void listsAndEndsSessions() {
        String user = add("sessions@example.org", "user");
        Caller one = server.person("sessions@example.org", RunningServer.PASSWORD);
        Caller two = server.person("sessions@example.org", RunningServer.PASSWORD);
        Caller three = server.person("sessions@example.org", RunningServer.PASSWORD);
        JsonNode sessions = admin.get(user + "/sessions").json();
        assertEquals(3, sessions.size());

        String first = sessions.get(0).path("id").asText();
        assertEquals(204, admin.delete(user + "/sessions/" + first).status());
        assertEquals(404, admin.delete(user + "/sessions/" + first).status());
        assertEquals(2, admin.get(user + "/sessions").json().size());
        assertEquals(
                2,
                Stream.of(one, two, three)
                        .filter(each -> each.get("/portal/profile").status() == 200)
                        .count());

        String another = add("other-sessions@example.org", "user");
        String second = sessions.get(1).path("id").asText();
        assertEquals(404, admin.delete(another + "/sessions/" + second).status(), "not a session of his");
        assertEquals(204, admin.delete(user + "/sessions").status());
        assertEquals(0, admin.get(user + "/sessions").json().size());
        assertEquals(401, three.get("/portal/profile").status());
    }

    @Test
    void auditsEveryActWithBeforeAndAfterButNoPassword() {
        String user = path(admin.post(USERS, Map.of("email", "audited@example.org", "password", GOOD)));
        admin.put(user + "/role", Map.of("role", "auditor"));
        admin.put(user + "/status", Map.of("is_active", false));
        admin.put(user + "/status", Map.of("is_active", true));
        admin.put(user + "/expiry", Map.of("expires_at", "2100-01-01T00:00:00Z"));
        admin.put(user + "/client", Map.of("client_id", "client-a"));
        admin.put(user + "/force-password-change", Map.of("must_change_password", true));
        admin.put(user + "/password", Map.of("password", OTHER));
        ownPassword(server.person("audited@example.org", OTHER), OTHER, GOOD);
        admin.delete(user + "/sessions");
        admin.delete(user);

        String mine = " FROM audit WHERE target = 'audited@example.org' ORDER BY audit_id";
        assertEquals(
                List.of(
                        "user.create",
                        "user.role",
                        "user.disable",
                        "user.enable",
                        "user.expiry",
                        "user.client",
                        "user.force_password_change",
                        "user.password",
                        "user.own_password",
                        "user.sessions.end",
                        "user.delete"),
                server.column("SELECT action" + mine));
        List<String> details = server.column("SELECT details" + mine);
        assertTrue(details.get(1).matches(".*\"before\":\\{.*\"role\":\"user\".*"), details.get(1));
        assertTrue(details.get(1).matches(".*\"after\":\\{.*\"role\":\"auditor\".*"), details.get(1));
        assertFalse(details.toString().contains(GOOD));
        assertFalse(details.toString().contains(OTHER));
        assertFalse(details.toString().contains("argon2"));
    }

    private Caller allPowerful(String email) {
        admin.post("/admin/roles/super_admin/clone", Map.of("name", "all-powerful"));
        add(email, "all-powerful");
        return server.person(email, RunningServer.PASSWORD);
    }

    private List<String> activeSuperAdmins() {
        return server.column("SELECT COUNT(*) FROM users WHERE role = 'super_admin' AND active");
    }

    private static List<Integer> atOnce(List<Callable<Integer>> calls) throws Exception {
        CyclicBarrier start = new CyclicBarrier(calls.size());
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            List<Future<Integer>> running = new ArrayList<>();
            for (Callable<Integer> call : calls) {
                running.add(threads.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> each : running) {
                answers.add(each.get());
            }
            return answers;
        }
    }

    private static Answer ownPassword(Caller person, String old, String chosen) {
        return person.put("/portal/password", Map.of("old_password", old, "new_password", chosen));
    }

    /** Somebody with the administrator's password; the answer is his path. */
    private String add(String email, String role) {
        server.addPerson(email, role);
        return pathOf(email);
    }

    private String pathOf(String email) {
        return USERS + "/"
                + dashed(server.column("SELECT LOWER(HEX(user_id)) FROM users WHERE email = '" + email + "'")
                        .getFirst());
    }

    private static String dashed(String hex) {
        return hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }

    private static String path(Answer made) {
        assertEquals(201, made.status(), made::toString);
        return USERS + "/" + made.json().path("id").asText();
    }

    private static Map<String, Object> nulled(String field) {
        Map<String, Object> body = new HashMap<>();
        body.put(field, null);
        return body;
    }

    private int total(String query) {
        Answer answer = admin.get(USERS + "?" + query);
        assertEquals(200, answer.status(), answer::toString);
        return answer.json().path("total").asInt();
    }

    private static List<String> emails(JsonNode page) {
        List<String> emails = new ArrayList<>();
        page.path("users").forEach(user -> emails.add(user.path("email").asText()));
        return emails;
    }
}
