package org.messagebroker.server.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.DeliverRequest;
import org.messagebroker.api.DeliverRequest.Delivery;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.certs.Role;
import org.messagebroker.sealing.Sealer;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.service.json.Json;

/** Who sees which messages, in every way in which messages are shown. */
@Tag("database")
class MessageAccessIT {

    private static final String NUMBER_OF_A = "+989121234567";
    private static final String NUMBER_OF_B = "+4915112345678";

    @TempDir
    static Path directory;

    private static RunningServer server;
    private static Caller worker;
    private static Caller administrator;
    private static Caller auditor;
    private static Caller userOfA;
    private static Sealer sealer;
    private static final List<MessageId> OF_A = new ArrayList<>();
    private static final List<MessageId> OF_B = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = RunningServer.start(directory, Map.of());
        worker = server.peer(Role.WORKER, "worker-1");
        sealer = server.sealer("proxy-1");
        server.update("UPDATE clients SET domain = 'bank.example' WHERE client_id = 'client-a'");
        server.update("UPDATE clients SET domain = 'shop.example' WHERE client_id = 'client-b'");
        for (int i = 0; i < 3; i++) {
            OF_A.add(deliver("client-a", NUMBER_OF_A, "secret of a"));
            OF_B.add(deliver("client-b", NUMBER_OF_B, "secret of b"));
        }
        administrator = server.administrator();
        server.addPerson("auditor@example.org", "auditor");
        auditor = server.person("auditor@example.org", RunningServer.PASSWORD);
        server.addPerson("a@example.org", "user");
        server.update("UPDATE users SET client_id = 'client-a' WHERE email = 'a@example.org'");
        userOfA = server.person("a@example.org", RunningServer.PASSWORD);
        server.addPerson("manager@example.org", "user_manager");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static MessageId deliver(String client, String number, String body) {
        MessageId id = MessageId.create(InstantSource.system());
        byte[] payload = Json.bytes(Map.of("sender_number", number, "message_body", body));
        Envelope envelope = sealer.seal(new Envelope(Envelope.SEALED, id, new ClientId(client), Instant.now(), payload))
                .orElseThrow();
        Answer answer =
                worker.post("/internal/messages/deliver", new DeliverRequest(List.of(new Delivery(envelope, 0, 0))));
        assertEquals("stored", answer.json().at("/results/0/outcome").textValue(), answer::toString);
        return id;
    }

    @Test
    void showsAUserNoMessageOfAnotherClientWhateverHeAsks() {
        assertEquals(ids(OF_A), found(userOfA.post("/portal/messages/search", Map.of())));
        for (Map<String, Object> search : List.<Map<String, Object>>of(
                Map.of("client_id", "client-b"),
                Map.of("domain", "shop.example"),
                Map.of("sender_number", NUMBER_OF_B),
                Map.of("search", OF_B.getFirst().toString()))) {
            assertEquals(Set.of(), found(userOfA.post("/portal/messages/search", search)), search::toString);
            Answer export = userOfA.post("/portal/messages/export", search);
            assertEquals(200, export.status());
            assertEquals(1, export.toString().lines().count(), export::toString);
        }
        OF_B.forEach(
                id -> assertEquals(404, userOfA.get("/portal/messages/" + id).status()));
        assertEquals(
                ids(OF_A),
                found(userOfA.post(
                        "/portal/messages/search", Map.of("after", "ffffffff-ffff-7fff-bfff-ffffffffffff"))));
        assertFalse(userOfA.post("/portal/messages/export", Map.of()).toString().contains("client-b"));
        assertFalse(
                userOfA.get("/portal/messages?client_id=client-b").toString().contains("client-b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@example.org", "manager@example.org"})
    void keepsEverybodysMessagesFromWhoMayNotSeeThem(String email) {
        Caller caller = server.person(email, RunningServer.PASSWORD);
        assertEquals(403, caller.get("/admin/messages").status());
        assertEquals(403, caller.get("/admin/messages/" + OF_A.getFirst()).status());
        assertEquals(403, caller.post("/admin/messages/search", Map.of()).status());
        assertEquals(403, caller.post("/admin/messages/export", Map.of()).status());
        assertEquals(401, server.anyone().get("/admin/messages").status());
        assertEquals(
                401, server.anyone().post("/portal/messages/export", Map.of()).status());
    }

    @Test
    void findsByEachFilter() {
        assertEquals(ids(OF_B), found(search(Map.of("client_id", "client-b"))));
        assertEquals(ids(OF_B), found(search(Map.of("domain", "shop.example"))));
        assertEquals(ids(OF_B), found(search(Map.of("sender_number", NUMBER_OF_B))));
        assertEquals(Set.of(), found(search(Map.of("sender_number", "+49151123456789"))));
        assertEquals(6, found(search(Map.of("status", "delivered"))).size());
        assertEquals(Set.of(), found(search(Map.of("status", "failed"))));
        assertEquals(Set.of(), found(search(Map.of("to_date", "2020-01-01"))));
        assertEquals(6, found(search(Map.of("from_date", "2020-01-01"))).size());
        assertEquals(
                6,
                administrator
                        .get("/admin/messages?status=delivered")
                        .json()
                        .path("messages")
                        .size());
    }

    @Test
    void pagesWithWhatComesAfter() {
        JsonNode first = search(Map.of("limit", 4)).json();
        JsonNode second = search(Map.of("limit", 4, "after", first.path("after").textValue()))
                .json();
        Set<String> all = new TreeSet<>();
        first.path("messages").forEach(one -> all.add(one.path("message_id").textValue()));
        second.path("messages").forEach(one -> all.add(one.path("message_id").textValue()));
        assertEquals(6, all.size());
        assertTrue(second.path("after").isNull());
    }

    @Test
    void showsBodiesWhereTheyAreAskedForAndAuditsEachReading() {
        MessageId id = OF_A.getLast();
        long before = audited();
        assertTrue(administrator
                .get("/admin/messages/" + id)
                .json()
                .path("message_body")
                .isNull());
        assertTrue(administrator
                .get("/portal/messages/" + id + "?bodies=false")
                .json()
                .path("message_body")
                .isNull());
        search(Map.of())
                .json()
                .path("messages")
                .forEach(one -> assertTrue(one.path("message_body").isNull()));
        assertEquals(before, audited(), "nothing was read");

        JsonNode read =
                administrator.get("/admin/messages/" + id + "?body=true").json();
        assertEquals("secret of a", read.path("message_body").textValue());
        assertEquals(before + 1, audited());

        search(Map.of("bodies", true, "sender_number", NUMBER_OF_B));
        assertEquals(before + 2, audited(), "one reading, one row");
        String details = server.column("SELECT details FROM audit WHERE action = 'message.body.read'"
                        + " ORDER BY audit_id DESC LIMIT 1")
                .getFirst();
        OF_B.forEach(each -> assertTrue(details.contains(each.toString()), details));
        assertTrue(details.contains("\"sender_number\":\"given\""), details);
        assertFalse(details.contains(NUMBER_OF_B.substring(1)), details);

        assertEquals(403, auditor.get("/admin/messages/" + id + "?body=true").status());
        assertEquals(
                403,
                auditor.post("/admin/messages/search", Map.of("bodies", true)).status());
        assertEquals(200, auditor.get("/admin/messages/" + id).status());
    }

    private static long audited() {
        return server.column("SELECT audit_id FROM audit WHERE action = 'message.body.read'")
                .size();
    }

    @Test
    void exportsWithoutBodiesAndSaysSoInTheAudit() {
        Answer csv = auditor.post("/admin/messages/export", Map.of("client_id", "client-a"));
        assertEquals("text/csv; charset=utf-8", csv.header("Content-Type"));
        assertEquals("no-store", csv.header("Cache-Control"));
        List<String> lines =
                new String(csv.body(), StandardCharsets.UTF_8).lines().toList();
        assertEquals(4, lines.size());
        assertTrue(lines.getFirst().endsWith("delivered_at,sender_number_masked"), lines::toString);
        assertTrue(lines.get(1).startsWith(OF_A.getLast() + ",client-a,delivered,0,"), lines::toString);
        assertTrue(lines.get(1).endsWith(",'+98******4567"), "a plus would be a formula");
        assertFalse(csv.toString().contains("secret"));

        Answer jsonl = administrator.post("/portal/messages/export", Map.of("format", "jsonl"));
        List<String> objects =
                new String(jsonl.body(), StandardCharsets.UTF_8).lines().toList();
        assertEquals(6, objects.size());
        objects.forEach(line -> assertEquals(
                "delivered",
                Json.object(line.getBytes(StandardCharsets.UTF_8))
                        .path("status")
                        .textValue()));
        assertFalse(jsonl.toString().contains("secret"));

        List<String> audits = server.column("SELECT details FROM audit WHERE action = 'message.export'");
        assertTrue(
                audits.contains("{\"format\":\"csv\",\"query\":{\"client_id\":[\"client-a\"]}}")
                        || audits.contains("{\"query\":{\"client_id\":[\"client-a\"]},\"format\":\"csv\"}"),
                audits::toString);
    }

    @Test
    void exportsMoreThanOnePage() {
        long before = lines(administrator.post("/portal/messages/export", Map.of("client_id", "client-c")));
        server.update("""
                INSERT INTO messages (message_id, client_id, status, queued_at, created_at)
                SELECT UNHEX(CONCAT(LPAD(HEX(FLOOR(UNIX_TIMESTAMP(UTC_TIMESTAMP(3)) * 1000) - a.n * 1000 - b.n), 12, '0'),
                    '7', LPAD(HEX(a.n), 3, '0'), '8', LPAD(HEX(b.n), 15, '0'))), 'client-c', 2, UTC_TIMESTAMP(), UTC_TIMESTAMP()
                FROM (WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < 49) SELECT n FROM s) a,
                    (WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < 49) SELECT n FROM s) b""");
        assertEquals(
                before + 2500, lines(administrator.post("/portal/messages/export", Map.of("client_id", "client-c"))));
        server.update("DELETE FROM messages WHERE client_id = 'client-c'");
    }

    private static long lines(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8).lines().count();
    }

    @Test
    void takesNoNumberInAnAddress() {
        Answer answer = administrator.get("/portal/messages?sender_number=" + encoded(NUMBER_OF_A));
        assertEquals(400, answer.status());
        assertFalse(answer.toString().contains(NUMBER_OF_A.substring(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"statuss\":\"failed\"}",
                "{\"status\":\"lost\"}",
                "{\"sender_number\":\"0912\"}",
                "{\"sender_number\":\"+989121234567\\n1\"}",
                "{\"sender_number\":\"+989121234567\",\"search\":\"x\"}",
                "{\"limit\":0}",
                "{\"limit\":1001}",
                "{\"limit\":\"1 UNION SELECT 1\"}",
                "{\"after\":\"' OR 1=1\"}",
                "{\"client_id\":{\"$ne\":1}}",
                "{\"from_date\":\"yesterday\"}",
                "{\"bodies\":\"yes\"}",
                "[]",
                ""
            })
    void refusesASearchThatIsNotOne(String body) {
        for (String path : List.of("/portal/messages/search", "/admin/messages/search", "/admin/messages/export")) {
            Answer answer = administrator.postText(path, body);
            assertEquals(400, answer.status(), () -> body + ": " + answer);
            assertFalse(answer.toString().contains("989121234567"));
        }
    }

    @Test
    void refusesOrFindsNothingWhateverAParameterHolds() {
        for (String name : List.of(
                "status_filter",
                "status",
                "client_id",
                "domain",
                "search",
                "from_date",
                "to_date",
                "after",
                "limit",
                "skip",
                "bodies")) {
            for (String value : List.of("' OR '1'='1", "1; DROP TABLE messages; --", "\u0000", "%", "x".repeat(3000))) {
                Answer answer = administrator.get("/portal/messages?" + name + "=" + encoded(value));
                boolean nothing = answer.status() == 200 && answer.json().isEmpty();
                assertTrue(answer.status() == 400 || nothing, () -> name + "=" + value + ": " + answer);
            }
        }
        assertEquals(6, administrator.get("/portal/messages").json().size());
    }

    private static Answer search(Map<String, Object> search) {
        return administrator.post("/admin/messages/search", search);
    }

    private static Set<String> found(Answer answer) {
        assertEquals(200, answer.status(), answer::toString);
        Set<String> ids = new TreeSet<>();
        answer.json()
                .path("messages")
                .forEach(one -> ids.add(one.path("message_id").textValue()));
        return ids;
    }

    private static Set<String> ids(List<MessageId> ids) {
        return new TreeSet<>(ids.stream().map(MessageId::toString).toList());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
