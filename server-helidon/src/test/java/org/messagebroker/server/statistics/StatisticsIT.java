package org.messagebroker.server.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.RegisterRequest;
import org.messagebroker.api.RegisterRequest.Registration;
import org.messagebroker.certs.Role;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;

/** Statistics as people ask for them. */
@Tag("database")
class StatisticsIT {

    @TempDir
    static Path directory;

    private static RunningServer server;
    private static Caller administrator;
    private static Caller user;

    @BeforeAll
    static void start() {
        server = RunningServer.start(directory, Map.of());
        Caller proxy = server.peer(Role.PROXY, "proxy-1");
        register(proxy, "client-a", 3);
        register(proxy, "client-b", 5);
        administrator = server.administrator();
        server.addPerson("a@example.org", "user");
        server.update("UPDATE users SET client_id = 'client-a' WHERE email = 'a@example.org'");
        server.addPerson("lonely@example.org", "user");
        user = server.person("a@example.org", RunningServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void register(Caller proxy, String client, int count) {
        for (int i = 0; i < count; i++) {
            MessageId id = MessageId.create(InstantSource.system());
            RegisterRequest request =
                    new RegisterRequest(List.of(new Registration(id, new ClientId(client), Instant.now())));
            assertEquals(204, proxy.post("/internal/messages/register", request).status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hour", "day", "week", "month"})
    void keepsTheNamesThatOlderClientsRead(String period) {
        JsonNode stats = administrator.get("/admin/stats?period=" + period).json();
        assertEquals(8, stats.path("total_messages").longValue());
        assertEquals(8, stats.path("messages_by_status").path("queued").longValue());
        assertEquals(2, stats.path("total_clients").longValue());
        assertEquals(2, stats.path("active_clients").longValue());
        assertEquals(0, stats.path("revoked_clients").longValue());
        List.of("messages_last_24h", "messages_last_7d", "messages_last_30d")
                .forEach(name -> assertEquals(8, stats.path(name).longValue(), name));
        assertTrue(stats.path("report").isNull());
    }

    @Test
    void groupsAndCutsAndCompares() {
        JsonNode report = administrator
                .get("/admin/stats?group_by=client&bucket=week&calendar=jalali&week_start=saturday&compare=true")
                .json()
                .path("report");
        assertEquals("Asia/Tehran", report.path("zone").textValue());
        assertEquals(8, report.path("total").path("messages").longValue());
        assertEquals("client-b", report.path("rows").path(0).path("group").textValue());
        assertEquals(
                5, report.path("rows").path(0).path("figures").path("messages").longValue());
        assertEquals(0, report.path("previous").path("total").path("messages").longValue());
        assertTrue(report.path("previous").path("change_percent").isNull());
    }

    @Test
    void showsAUserHisOwnClientOnly() {
        JsonNode report = user.get("/portal/stats?group_by=client").json();
        assertEquals(3, report.path("total").path("messages").longValue());
        assertEquals(1, report.path("rows").size());
        assertFalse(report.toString().contains("client-b"));
        assertEquals(
                3,
                user.get("/portal/stats?client_id=client-a")
                        .json()
                        .path("total")
                        .path("messages")
                        .longValue());
        assertEquals(403, user.get("/portal/stats?client_id=client-b").status());
        assertEquals(
                0,
                user.get("/portal/stats?domain=client-b")
                        .json()
                        .path("total")
                        .path("messages")
                        .longValue());
        assertEquals(403, user.get("/admin/stats").status());
        assertEquals(
                403,
                server.person("lonely@example.org", RunningServer.PASSWORD)
                        .get("/portal/stats")
                        .status());
        assertEquals(401, server.anyone().get("/portal/stats").status());
        assertEquals(
                8,
                administrator
                        .get("/portal/stats")
                        .json()
                        .path("total")
                        .path("messages")
                        .longValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "period=year",
                "bucket=minute",
                "group_by=number",
                "calendar=lunar",
                "week_start=friday",
                "compare=maybe",
                "limit=0&group_by=client",
                "limit=1001&group_by=client",
                "from=2026-11-25T10:07:00Z",
                "from=2026-11-25&to=2026-11-25T10:00:01Z",
                "to=2026-11-25",
                "from=2026-11-25&to=2026-11-24",
                "from=1999-01-01&to=1999-02-01",
                "from=2026-02-30",
                "from=1404-12-30&calendar=jalali",
                "from=2026-01-01T00:15:00Z&to=2026-02-01",
                "from=2026-01-01&to=2026-01-02&bucket=hour",
                "from=2001-01&to=2026-01&bucket=day",
                "client_id=a%20b",
                "from=2026-01&from=2026-02"
            })
    void refusesWhatItCannotShow(String query) {
        Answer answer = administrator.get("/admin/stats?" + query);
        assertEquals(400, answer.status(), () -> query + ": " + answer);
        assertEquals("validation_error", answer.json().path("error").textValue());
        assertTrue(answer.json().path("details").path("field").isTextual(), answer::toString);
        assertEquals(400, administrator.get("/portal/stats?" + query).status());
    }

    @Test
    void refusesOrFindsNothingWhateverAParameterHolds() {
        for (String name : List.of(
                "period",
                "from",
                "to",
                "bucket",
                "group_by",
                "calendar",
                "week_start",
                "client_id",
                "domain",
                "compare",
                "limit")) {
            for (String value :
                    List.of("' OR '1'='1", "1; DROP TABLE statistics_rollups; --", "\u0000", "%", "x".repeat(5000))) {
                String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
                Answer answer = administrator.get("/portal/stats?" + name + "=" + encoded);
                boolean nothing = answer.status() == 200
                        && answer.json().path("total").path("messages").longValue() == 0;
                assertTrue(answer.status() == 400 || nothing, () -> name + "=" + value + ": " + answer);
            }
        }
        assertEquals(
                8,
                administrator
                        .get("/portal/stats")
                        .json()
                        .path("total")
                        .path("messages")
                        .longValue());
    }
}
