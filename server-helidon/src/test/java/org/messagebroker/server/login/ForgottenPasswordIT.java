package org.messagebroker.server.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
import org.messagebroker.testing.TestMailServer.Received;

/** Another password by mail, with a real mail server. */
@Tag("database")
class ForgottenPasswordIT {

    private static final String PERSON = "person@example.org";
    private static final String ANOTHER = "a wholly different set of words";
    private static final Pattern LINK = Pattern.compile("https://portal\\.example\\.org/reset#token=([\\w-]{43})\\s");

    @TempDir
    static Path directory;

    private static TestMailServer mails;
    private static RunningServer server;

    @BeforeAll
    static void start() {
        mails = TestMailServer.start();
        Map<String, String> settings = new HashMap<>(mails.settings());
        settings.put("portal.url", "https://portal.example.org/");
        server = RunningServer.start(directory, settings);
        server.addPerson(PERSON, "user");
    }

    @AfterAll
    static void stop() {
        server.close();
        mails.close();
    }

    @BeforeEach
    void beginAnew() {
        Await.until(
                () -> Stream.of("email FROM reset_requests", "state FROM mails WHERE state = 'waiting'")
                        .allMatch(waiting -> server.column("SELECT " + waiting).isEmpty()),
                "what earlier tests have asked for is sent");
        server.update("DELETE FROM login_failures");
        server.update("DELETE FROM second_factors");
        server.update("DELETE FROM password_resets");
        server.update("UPDATE users u JOIN users a ON a.email = '" + RunningServer.ADMIN
                + "' SET u.password_hash = a.password_hash, u.language = 'en', u.active = TRUE");
    }

    @Test
    void isReplacedThroughTheLinkOnce() {
        Caller open = server.person(PERSON, RunningServer.PASSWORD);
        Received mail = askedMail();
        assertEquals("A new password for the message broker", mail.subject());
        String token = token(mail);
        assertTrue(mail.html().contains("#token=" + token));

        assertEquals(204, reset(token, ANOTHER).status());
        assertEquals(401, open.get("/portal/profile").status(), "all sessions have ended");
        assertEquals(401, server.login(PERSON, RunningServer.PASSWORD).status());
        assertEquals(200, server.login(PERSON, ANOTHER).status());
        assertEquals(400, reset(token, RunningServer.PASSWORD).status(), "the link works once");
        assertEquals(200, server.login(PERSON, ANOTHER).status());
        Await.until(
                () -> mails.received().stream().anyMatch(each -> each.subject().equals("Your password was changed")),
                "its owner is told");
        assertEquals(
                List.of(PERSON),
                server.column("SELECT DISTINCT target FROM audit WHERE action = 'user.password.reset'"));
    }

    @Test
    void writesInThePersonsLanguage() {
        Caller person = server.person(PERSON, RunningServer.PASSWORD);
        assertEquals(
                "en", person.get("/portal/language").json().path("language").textValue());
        assertEquals(
                200, person.put("/portal/language", Map.of("language", "fa")).status());
        assertEquals(
                400, person.put("/portal/language", Map.of("language", "xx")).status());
        Received mail = askedMail();
        assertEquals("گذرواژهٔ تازه برای کارگزار پیام", mail.subject());
        assertTrue(mail.html().contains("<html lang=\"fa\" dir=\"rtl\">"));
        assertTrue(mail.text().contains("۱۵ دقیقه"));
        assertEquals(204, reset(token(mail), ANOTHER).status());
    }

    @Test
    void tellsNothingOfWhichAccountsThereAre() {
        server.addPerson("closed@example.org", "user");
        server.update("UPDATE users SET active = FALSE WHERE email = 'closed@example.org'");
        int before = links().size();
        Answer unknown = ask("nobody@example.org");
        Answer closed = ask("closed@example.org");
        Answer known = ask(PERSON);
        for (Answer answer : List.of(unknown, closed, known)) {
            assertEquals(202, answer.status());
            assertEquals(known.json().path("message"), answer.json().path("message"));
        }
        Await.until(() -> links().size() > before, "the last request is answered");
        assertEquals(List.of(), server.column("SELECT email FROM reset_requests"), "and so are the others");
        assertEquals(
                List.of(PERSON), links().stream().map(Received::to).distinct().toList());
    }

    /** What is done before the answer is the same, so its time is. */
    @Test
    void doesTheSameWorkWhetherThereIsSuchAnAccountOrNot() {
        server.update("DROP TRIGGER IF EXISTS asked");
        server.update("CREATE TABLE IF NOT EXISTS asked (email VARCHAR(254))");
        server.update("DELETE FROM asked");
        server.update("CREATE TRIGGER asked AFTER INSERT ON reset_requests FOR EACH ROW"
                + " INSERT INTO asked VALUES (NEW.email)");
        ask("nobody@example.org");
        ask(PERSON);
        assertEquals(List.of("nobody@example.org", PERSON), server.column("SELECT email FROM asked"));
        server.update("DROP TRIGGER asked");
    }

    @Test
    void doesNotGetAroundTheSecondFactor() {
        Caller person = server.person(PERSON, RunningServer.PASSWORD);
        JsonNode begun = person.post("/portal/second-factor", Map.of("password", RunningServer.PASSWORD))
                .json();
        Totps app = new Totps(begun.path("secret").textValue());
        person.post("/portal/second-factor/confirm", Map.of("code", app.next()));
        assertEquals(204, reset(asked(), ANOTHER).status());
        Answer login = server.login(PERSON, ANOTHER);
        assertEquals("second_factor_required", login.json().path("error").textValue());
    }

    @Test
    void refusesALinkThatIsTooOld() {
        String token = asked();
        assertEquals(
                List.of("1"),
                server.column("SELECT expires_at BETWEEN UTC_TIMESTAMP() + INTERVAL 13 MINUTE"
                        + " AND UTC_TIMESTAMP(3) + INTERVAL 15 MINUTE FROM password_resets"),
                "a quarter of an hour");
        server.update("UPDATE password_resets SET expires_at = UTC_TIMESTAMP(3)");
        Answer refused = reset(token, ANOTHER);
        assertEquals(400, refused.status());
        assertEquals("token", refused.json().path("details").path("field").textValue());
    }

    @Test
    void refusesWhatIsNoLinkAndSoonWhoTriesManyOfThem() {
        for (int i = 0; i < 20; i++) {
            assertEquals(400, reset("A".repeat(43), ANOTHER).status());
        }
        assertEquals(429, reset("A".repeat(43), ANOTHER).status());
    }

    @Test
    void keepsTheLinkGoodWhenThePasswordIsBad() {
        String token = asked();
        assertEquals(400, reset(token, "short").status());
        assertEquals(400, reset(token, "passwordpassword").status());
        assertEquals(204, reset(token, ANOTHER).status());
    }

    @Test
    void refusesTheLinkOfAnAccountThatWasDisabledMeanwhile() {
        String token = asked();
        server.update("UPDATE users SET active = FALSE WHERE email = '" + PERSON + "'");
        assertEquals(400, reset(token, ANOTHER).status());
    }

    @Test
    void boundsHowOftenOneMayAskForTheKnownAndTheUnknownAlike() {
        for (String email : List.of(PERSON, "nobody@example.org")) {
            for (int i = 0; i < 3; i++) {
                assertEquals(202, ask(email).status());
            }
            Answer tooOften = ask(email);
            assertEquals(429, tooOften.status());
            assertTrue(Integer.parseInt(tooOften.header("Retry-After")) > 0);
        }
    }

    @Test
    void keepsNoTokenThatCouldBeReadInTheDatabase() {
        String token = asked();
        assertFalse(server.column("SELECT HEX(token_hash) FROM password_resets").isEmpty());
        for (String table : List.of("token_hash FROM password_resets", "COALESCE(sealed, '') FROM mails")) {
            assertTrue(server.column("SELECT " + table).stream().noneMatch(value -> value.contains(token)), table);
        }
        Await.until(
                () -> server.column("SELECT mail_id FROM mails WHERE sealed IS NOT NULL")
                        .isEmpty(),
                "what was sent is forgotten");
    }

    @Test
    void refusesWhatIsNoAddress() {
        for (String email : List.of("", "nobody", "a@b c", "x".repeat(300) + "@example.org")) {
            assertEquals(400, ask(email).status(), email);
        }
    }

    private static String asked() {
        return token(askedMail());
    }

    private static Received askedMail() {
        int before = links().size();
        assertEquals(202, ask(PERSON).status());
        Await.until(() -> links().size() > before, "the link has come");
        return links().getLast();
    }

    /** Mails with a link in them: there are others, such as alerts. */
    private static List<Received> links() {
        return mails.received().stream()
                .filter(mail -> LINK.matcher(mail.text()).find())
                .toList();
    }

    private static String token(Received mail) {
        Matcher link = LINK.matcher(mail.text());
        assertTrue(link.find(), mail.text());
        return link.group(1);
    }

    private static Answer ask(String email) {
        return server.anyone().post("/portal/auth/forgot-password", Map.of("email", email));
    }

    private static Answer reset(String token, String password) {
        return server.anyone().post("/portal/auth/reset-password", Map.of("token", token, "password", password));
    }
}
