package org.messagebroker.server.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.TestMailServer;

/** The second step of logging in. */
@Tag("database")
class SecondFactorIT {

    private static final String PERSON = "person@example.org";

    @TempDir
    static Path directory;

    private static TestMailServer mails;
    private static RunningServer server;

    @BeforeAll
    static void start() {
        mails = TestMailServer.start();
        server = RunningServer.start(directory, mails.settings());
        server.addPerson(PERSON, "user");
    }

    @AfterAll
    static void stop() {
        server.close();
        mails.close();
    }

    @BeforeEach
    void beginAnew() {
        server.update("DELETE FROM login_failures");
        server.update("DELETE FROM second_factors");
        server.update("DELETE FROM recovery_codes");
        server.update("UPDATE roles SET second_factor = FALSE");
        server.update("UPDATE users u JOIN users a ON a.email = '" + RunningServer.ADMIN
                + "' SET u.password_hash = a.password_hash, u.client_id = NULL");
    }

    @Test
    void isAskedForOnceItIsSetUp() {
        Caller person = server.person(PERSON, RunningServer.PASSWORD);
        JsonNode begun = begin(person);
        assertTrue(begun.path("uri").textValue().contains(begun.path("secret").textValue()));
        assertEquals(200, login().status(), "it counts from its confirmation on");

        Totps app = new Totps(begun.path("secret").textValue());
        Answer confirmed = person.post("/portal/second-factor/confirm", Map.of("code", app.next()));
        assertEquals(200, confirmed.status());
        assertEquals(10, confirmed.json().path("recovery_codes").size());
        assertTrue(person.get("/portal/second-factor").json().path("enabled").booleanValue());

        JsonNode asked = challenge();
        assertFalse(asked.path("details").path("enrolment").booleanValue());
        Answer in = give(asked, app.next());
        assertEquals(200, in.status());
        String token = in.json().path("access_token").textValue();
        assertEquals(200, server.anyone().with(token).get("/portal/profile").status());
        assertEquals(401, give(asked, app.next()).status(), "the challenge was good once");
    }

    @Test
    void takesACodeOnce() {
        Totps app = enable();
        JsonNode asked = challenge();
        assertEquals(401, give(asked, app.last()).status(), "the code that confirmed it");
        assertEquals(200, give(asked, app.next()).status());
        assertEquals(401, give(challenge(), app.last()).status(), "within its half minute, too");
    }

    @Test
    void takesARecoveryCodeOnce() {
        Caller person = server.person(PERSON, RunningServer.PASSWORD);
        Totps app = new Totps(begin(person).path("secret").textValue());
        JsonNode codes = person.post("/portal/second-factor/confirm", Map.of("code", app.next()))
                .json()
                .path("recovery_codes");
        String code = codes.get(3).textValue();
        assertEquals(
                200, give(challenge(), code.toLowerCase().replace("-", " ")).status());
        assertEquals(401, give(challenge(), code).status());
        assertEquals(
                9,
                person.get("/portal/second-factor")
                        .json()
                        .path("recovery_codes_left")
                        .intValue());
        assertEquals(
                List.of("32"), server.column("SELECT DISTINCT LENGTH(code_hash) FROM recovery_codes"), "hashes only");

        JsonNode others = person.post("/portal/second-factor/recovery-codes", Map.of("code", app.next()))
                .json()
                .path("recovery_codes");
        assertEquals(10, others.size());
        assertEquals(401, give(challenge(), codes.get(4).textValue()).status(), "the old ones are good no more");
        assertEquals(200, give(challenge(), others.get(0).textValue()).status());
    }

    @Test
    void endsAChallengeAfterFiveWrongCodes() {
        Totps app = enable();
        JsonNode asked = challenge();
        for (int i = 0; i < 5; i++) {
            assertEquals(401, give(asked, "000000").status());
        }
        server.update("DELETE FROM login_failures");
        assertEquals(401, give(asked, app.next()).status());
        assertEquals(200, give(challenge(), app.next()).status());
    }

    @Test
    void locksOutWhoGuessesCodesHoweverManyChallengesHeHas() {
        enable();
        for (int i = 0; i < 5; i++) {
            assertEquals(401, give(challenge(), "000000").status());
        }
        Answer locked = login();
        assertEquals(423, locked.status(), "the right password does not wipe out the wrong codes");
        assertTrue(Integer.parseInt(locked.header("Retry-After")) > 0);
    }

    @Test
    void endsAChallengeWithThePasswordThatGotIt() {
        Totps app = enable();
        JsonNode asked = challenge();
        String before = server.column("SELECT password_hash FROM users WHERE email = '" + PERSON + "'")
                .getFirst();
        server.update("UPDATE users SET password_hash = CONCAT(password_hash, 'x') WHERE email = '" + PERSON + "'");
        assertEquals(401, give(asked, app.next()).status());
        server.update("UPDATE users SET password_hash = '" + before + "' WHERE email = '" + PERSON + "'");
        assertEquals(200, give(asked, app.next()).status());
    }

    @Test
    void isNoTokenForAnythingElse() {
        enable();
        String challenge = challenge().path("details").path("challenge").textValue();
        assertEquals(401, server.anyone().with(challenge).get("/portal/profile").status());
        assertEquals(
                401,
                server.anyone()
                        .post("/portal/auth/refresh", Map.of("refresh_token", challenge))
                        .status());
        assertEquals(401, enrol(challenge).status(), "who has a second factor cannot get another one this way");
    }

    @Test
    void isSetUpFirstWhereTheRoleRequiresIt() {
        Caller before = server.person(PERSON, RunningServer.PASSWORD);
        Caller admin = server.administrator();
        assertEquals(
                200,
                admin.put("/admin/roles/user/second-factor", Map.of("required", true))
                        .status());
        assertTrue(admin.get("/admin/roles/user/second-factor")
                .json()
                .path("required")
                .booleanValue());
        assertEquals(401, before.get("/portal/profile").status(), "at once: who has none is logged out");

        JsonNode asked = challenge();
        assertTrue(asked.path("details").path("enrolment").booleanValue());
        assertEquals(401, give(asked, "000000").status());
        String challenge = asked.path("details").path("challenge").textValue();
        Totps app = new Totps(enrol(challenge).json().path("secret").textValue());
        Map<String, String> code = Map.of("challenge", challenge, "code", app.next());
        long told = told("Two-step verification is on");
        Answer in = server.anyone().post("/portal/auth/second-factor/confirmation", code);
        assertEquals(200, in.status());
        assertEquals(10, in.json().path("recovery_codes").size());
        Caller person = server.anyone()
                .with(in.json().path("login").path("access_token").textValue());
        assertEquals(200, person.get("/portal/profile").status());
        assertEquals(
                409,
                person.post("/portal/second-factor/disable", Map.of("code", app.next()))
                        .status());
        assertFalse(challenge().path("details").path("enrolment").booleanValue());
        Await.until(() -> told("Two-step verification is on") > told, "he is told");
    }

    @Test
    void isNotRequiredByWhoMayNotChangeRoles() {
        server.addPerson("manager@example.org", "user_manager");
        Caller manager = server.person("manager@example.org", RunningServer.PASSWORD);
        assertEquals(
                403,
                manager.put("/admin/roles/user/second-factor", Map.of("required", true))
                        .status());
        assertEquals(
                404,
                server.administrator()
                        .put("/admin/roles/nobody/second-factor", Map.of("required", true))
                        .status());
    }

    @Test
    void isTakenAwayWithACodeOnly() {
        Caller person = server.person(PERSON, RunningServer.PASSWORD);
        Totps app = new Totps(begin(person).path("secret").textValue());
        person.post("/portal/second-factor/confirm", Map.of("code", app.next()));
        assertEquals(409, person.post("/portal/second-factor", proof()).status(), "there is one");
        assertEquals(
                400,
                person.post("/portal/second-factor/disable", Map.of("code", "000000"))
                        .status());
        assertEquals(
                204,
                person.post("/portal/second-factor/disable", Map.of("code", app.next()))
                        .status());
        assertEquals(200, login().status());
    }

    @Test
    void isSetUpWithThePasswordOnly() {
        Caller person = server.person(PERSON, RunningServer.PASSWORD);
        assertEquals(
                400,
                person.post("/portal/second-factor", Map.of("password", "wrong password"))
                        .status());
        assertEquals(200, person.post("/portal/second-factor", proof()).status());
    }

    @Test
    void isRemovedByAnAdministratorForWhoHasLostIt() {
        enable();
        Caller open = server.person("admin@example.org", RunningServer.PASSWORD);
        String id = id(PERSON);
        server.addPerson("helper@example.org", "auditor");
        Caller auditor = server.person("helper@example.org", RunningServer.PASSWORD);
        assertEquals(
                403, auditor.delete("/admin/users/" + id + "/second-factor").status());
        assertEquals(204, open.delete("/admin/users/" + id + "/second-factor").status());
        assertEquals(409, open.delete("/admin/users/" + id + "/second-factor").status());
        assertEquals(200, login().status());
        assertEquals(
                List.of(PERSON),
                server.column("SELECT DISTINCT target FROM audit WHERE action = 'user.second_factor.reset'"));
        Await.until(() -> told("Two-step verification is off") > 0, "he is told");
    }

    @Test
    void isOutOfReachForTheManagerOfAnotherClient() {
        enable();
        server.addPerson("of-b@example.org", "user_manager");
        server.update("UPDATE users SET client_id = 'client-a' WHERE email = '" + PERSON + "'");
        server.update("UPDATE users SET client_id = 'client-b' WHERE email = 'of-b@example.org'");
        Caller manager = server.person("of-b@example.org", RunningServer.PASSWORD);
        String path = "/admin/users/" + id(PERSON) + "/second-factor";
        assertEquals(404, manager.delete(path).status());
        assertEquals(List.of("1"), server.column("SELECT COUNT(*) FROM second_factors"));
        server.update("UPDATE users SET client_id = 'client-b' WHERE email = '" + PERSON + "'");
        assertEquals(204, manager.delete(path).status());
    }

    @Test
    void keepsItsSecretUnreadableInTheDatabase() {
        Caller person = server.person(PERSON, RunningServer.PASSWORD);
        String secret = begin(person).path("secret").textValue();
        String stored = server.column("SELECT HEX(secret) FROM second_factors").getFirst();
        assertNotEquals(40, stored.length(), "20 bytes as they are would be 40 digits");
        assertFalse(stored.contains(HexFormat.of().withUpperCase().formatHex(Base32.decode(secret))));
    }

    private static Totps enable() {
        Caller person = server.person(PERSON, RunningServer.PASSWORD);
        Totps app = new Totps(begin(person).path("secret").textValue());
        assertEquals(
                200,
                person.post("/portal/second-factor/confirm", Map.of("code", app.next()))
                        .status());
        return app;
    }

    private static JsonNode begin(Caller person) {
        Answer begun = person.post("/portal/second-factor", proof());
        assertEquals(200, begun.status(), begun.toString());
        return begun.json();
    }

    private static Map<String, String> proof() {
        return Map.of("password", RunningServer.PASSWORD);
    }

    private static Answer login() {
        return server.login(PERSON, RunningServer.PASSWORD);
    }

    private static JsonNode challenge() {
        Answer asked = login();
        assertEquals(401, asked.status(), asked.toString());
        assertEquals("second_factor_required", asked.json().path("error").textValue());
        return asked.json();
    }

    private static Answer give(JsonNode asked, String code) {
        String challenge = asked.path("details").path("challenge").textValue();
        return server.anyone().post("/portal/auth/second-factor", Map.of("challenge", challenge, "code", code));
    }

    private static long told(String subject) {
        return mails.received().stream()
                .filter(mail -> mail.to().equals(PERSON) && mail.subject().equals(subject))
                .count();
    }

    private static Answer enrol(String challenge) {
        return server.anyone().post("/portal/auth/second-factor/enrolment", Map.of("challenge", challenge));
    }

    private static String id(String email) {
        return server.column("SELECT LOWER(CONCAT_WS('-', SUBSTR(HEX(user_id), 1, 8), SUBSTR(HEX(user_id), 9, 4),"
                        + " SUBSTR(HEX(user_id), 13, 4), SUBSTR(HEX(user_id), 17, 4), SUBSTR(HEX(user_id), 21)))"
                        + " FROM users WHERE email = '" + email + "'")
                .getFirst();
    }
}
