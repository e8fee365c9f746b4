package org.messagebroker.server.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.AlertKind;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.service.json.Json;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.TestMailServer;
import org.messagebroker.testing.TestMailServer.Received;

/** Alerts and what ends soon, over TLS and through a real mail server. */
@Tag("database")
class AlertIT {

    private static final String PATH = "/admin/alerts";

    @TempDir
    private static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static TestMailServer mails;

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    @SuppressWarnings("NullAway.Init")
    private static Caller admin;

    @BeforeAll
    static void start() {
        mails = TestMailServer.start();
        Map<String, String> settings = new HashMap<>(mails.settings());
        settings.put("alerts.check-interval", "1s");
        server = RunningServer.start(directory, settings);
        server.update("UPDATE alert_rules SET active = FALSE");
        server.addPerson("auditor@example.org", "auditor");
        admin = server.administrator();
    }

    @AfterAll
    static void stop() {
        server.close();
        mails.close();
    }

    @Test
    void mailsInTheLanguageOfTheReader() {
        server.addPerson("reader@example.org", "user");
        server.update("UPDATE users SET language = 'fa' WHERE email = 'reader@example.org'");
        change(
                "dead_letters",
                Map.of(
                        "active",
                        true,
                        "threshold",
                        2,
                        "recipients",
                        List.of("Reader@example.org", "english@example.org")));
        deadLetter(1);
        deadLetter(2);
        Received persian = mailTo("reader@example.org");
        assertTrue(persian.subject().contains("[هشدار] پیام تحویل‌نشدنی وجود دارد"), persian.subject());
        assertTrue(persian.html().contains("dir=\"rtl\""));
        Received english = mailTo("english@example.org");
        assertEquals("[Warning] There are dead letters", english.subject());
        assertTrue(english.text().contains("Number: 2"), english.text());

        JsonNode page = ok(admin.get(PATH));
        assertEquals("dead_letters", page.at("/current/0/kind").textValue(), page::toString);
        assertEquals("2", page.at("/current/0/facts/count").textValue());
        assertEquals("raised", page.at("/history/0/event").textValue());
        assertEquals(2, page.at("/history/0/recipients").size());
        server.update("DELETE FROM dead_letters");
        change("dead_letters", Map.of("active", false));
    }

    private static Received mailTo(String reader) {
        Await.until(() -> mails.received().stream().anyMatch(isTo(reader)), "a mail to " + reader);
        return mails.received().stream().filter(isTo(reader)).findFirst().orElseThrow();
    }

    private static Predicate<Received> isTo(String reader) {
        return mail -> mail.to().equals(reader);
    }

    private static void deadLetter(int n) {
        server.update("INSERT INTO dead_letters (message_id, client_id, version, accepted_at, payload, reason,"
                + " attempt_count, created_at) VALUES (UNHEX('" + "%032x".formatted(n)
                + "'), 'shop-1', 1, UTC_TIMESTAMP(3), '', 'for the test', 1, UTC_TIMESTAMP(3))");
    }

    @Test
    void noticesEachKindOfThingThatIsWrong() {
        server.update("INSERT INTO proxies (name, site, first_seen, last_seen, confirmed_epoch, confirmed_number,"
                + " confirmed_at, report) SELECT 'gone', 'main', '2020-01-01', '2020-01-01', 1, 1, '2020-01-01', '"
                + new String(Json.bytes(RunningServer.report(Optional.empty(), List.of())), StandardCharsets.UTF_8)
                + "'");
        server.update("UPDATE users SET expires_at = UTC_TIMESTAMP() + INTERVAL 3 DAY"
                + " WHERE email = 'auditor@example.org'");
        server.login("nobody@example.org", "wrong password");
        for (String kind : List.of("proxy_offline", "user", "failed_logins", "certificate_client", "disk")) {
            change(kind, Map.of("active", true, "recipients", List.of("ops@example.org")));
        }
        change("failed_logins", Map.of("threshold", 1));
        change("disk", Map.of("threshold", 1));
        change("certificate_client", Map.of("lead_days", 3650));
        for (String kind : List.of("proxy_offline", "user", "failed_logins", "certificate_client", "disk")) {
            Await.until(() -> current(kind) > 0, kind);
        }
        for (AlertKind kind : AlertKind.values()) {
            change(kind.name().toLowerCase(Locale.ROOT), Map.of("active", false));
        }
        server.update("DELETE FROM proxies WHERE name = 'gone'");
    }

    private static int current(String kind) {
        int found = 0;
        for (JsonNode each : ok(admin.get(PATH)).path("current")) {
            found += each.path("kind").textValue().equals(kind) ? 1 : 0;
        }
        return found;
    }

    @Test
    void changesRulesAndSaysSoInTheAudit() {
        JsonNode rule = change("queue_age", Map.of("threshold", 1200, "repeat_days", 3, "level", "critical"));
        assertEquals(1200, rule.path("threshold").asInt());
        assertEquals("critical", rule.path("level").textValue());
        assertEquals(
                AlertKind.values().length,
                ok(admin.get(PATH + "/rules")).path("rules").size());
        JsonNode entry = ok(admin.get("/admin/audit?action=alert.rule.change&target=queue_age"))
                .at("/entries/0/details");
        assertEquals(600, entry.at("/before/threshold").asInt());
        assertEquals(1200, entry.at("/after/threshold").asInt());
    }

    @Test
    void refusesRulesThatMeanNothing() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("recipients", List.of("nobody")),
                Map.of("recipients", List.of("a@b.org\r\nBcc: c@d.org")),
                Map.of("recipients", Collections.nCopies(21, "a@b.org")),
                Map.of("level", "loud"),
                Map.of("lead_days", 10),
                Map.of("threshold", 0),
                Map.of("repeat_days", -1))) {
            assertEquals(400, admin.put(PATH + "/rules/disk", wrong).status(), wrong::toString);
        }
        assertEquals(
                400, admin.put(PATH + "/rules/user", Map.of("lead_days", 4000)).status());
        assertEquals(
                400, admin.put(PATH + "/rules/user", Map.of("threshold", 5)).status());
        assertEquals(404, admin.put(PATH + "/rules/nonsense", Map.of()).status());
    }

    @Test
    void asksForItsPermissions() {
        Caller auditor = server.person("auditor@example.org", RunningServer.PASSWORD);
        assertEquals(200, auditor.get(PATH).status());
        assertEquals(403, auditor.get(PATH + "/rules").status());
        assertEquals(403, auditor.put(PATH + "/rules/disk", Map.of()).status());
        assertEquals(200, auditor.get("/admin/expiring").status());
        server.addPerson("manager@example.org", "user_manager");
        Caller manager = server.person("manager@example.org", RunningServer.PASSWORD);
        assertEquals(403, manager.get("/admin/expiring").status());
        assertEquals(403, manager.get(PATH).status());
        assertEquals(401, server.anyone().get(PATH).status());
    }

    @Test
    void showsCertificatesAndAccountsThatEndSoonTogether() {
        server.addPerson("ending@example.org", "user");
        server.update("UPDATE users SET expires_at = UTC_TIMESTAMP() + INTERVAL 100 HOUR"
                + " WHERE email = 'ending@example.org'");
        JsonNode users = ok(admin.get("/admin/expiring?days=5")).path("users");
        JsonNode found = users.get(users.size() - 1);
        assertEquals("ending@example.org", found.path("email").textValue(), users::toString);
        assertEquals(4, found.path("days_left").asInt());
        assertTrue(
                ok(admin.get("/admin/expiring?days=3650")).path("certificates").size() > 0);
        assertEquals(400, admin.get("/admin/expiring?days=-1").status());
        assertEquals(400, admin.get("/admin/expiring?days=x").status());
    }

    private static JsonNode change(String kind, Map<String, Object> change) {
        return ok(admin.put(PATH + "/rules/" + kind, change));
    }

    private static JsonNode ok(Answer answer) {
        assertEquals(200, answer.status(), answer::toString);
        return answer.json();
    }
}
