package org.messagebroker.server.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.service.json.Json;

/** Reading and verifying the audit, over TLS. */
@Tag("database")
class AuditIT {

    private static final String INJECTION = "' OR 1=1 -- ";

    @TempDir
    private static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    @SuppressWarnings("NullAway.Init")
    private static Caller admin;

    @BeforeAll
    static void start() {
        server = RunningServer.start(directory, Map.of());
        server.addPerson("auditor@example.org", "auditor");
        server.addPerson("=سارا@example.org", "super_admin");
        admin = server.administrator();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void isReadWithItsPermissionOnly() {
        server.addPerson("manager@example.org", "user_manager");
        Caller manager = server.person("manager@example.org", RunningServer.PASSWORD);
        Caller auditor = server.person("auditor@example.org", RunningServer.PASSWORD);
        for (String path : List.of("", "/head", "/verify", "/export", "/1")) {
            assertEquals(401, server.anyone().get("/admin/audit" + path).status(), path);
            assertEquals(403, manager.get("/admin/audit" + path).status(), path);
            assertEquals(200, auditor.get("/admin/audit" + path).status(), path);
        }
        Map<String, String> acceptance = Map.of("reason", "because");
        assertEquals(
                401, server.anyone().post("/admin/audit/accept", acceptance).status());
        assertEquals(403, auditor.post("/admin/audit/accept", acceptance).status());
        assertEquals(405, admin.delete("/admin/audit/1").status());
        assertEquals(405, admin.put("/admin/audit/1", Map.of()).status());
    }

    @Test
    void showsWhoDidWhatOnWhatFromWhereAndWhatItWasBefore() {
        create("shown-1");
        ok(admin.put("/admin/clients/shown-1", Map.of("contact", "تماس 📞", "site", "main")));
        JsonNode entry = entries("action=client.change&target=shown-1").getFirst();
        assertEquals(RunningServer.ADMIN, entry.path("actor").textValue());
        assertEquals("127.0.0.1", entry.path("address").textValue());
        assertFalse(entry.path("request_id").textValue().isEmpty());
        JsonNode one = ok(admin.get("/admin/audit/" + entry.path("position").asLong()));
        assertEquals(entry, one);
        assertTrue(one.at("/details/before/contact").isMissingNode());
        assertEquals("تماس 📞", one.at("/details/after/contact").textValue(), one::toString);
        assertEquals(404, admin.get("/admin/audit/99999999").status());
        assertEquals(404, admin.get("/admin/audit/nonsense").status());
    }

    @Test
    void findsByWhatWasAskedForAndPagesThroughIt() {
        List.of("paged-1", "paged-2", "paged-3", "other-1").forEach(AuditIT::create);
        assertEquals(3, entries("target=paged-*").size());
        assertEquals(
                1,
                entries("target=paged-2&action=client.create&actor=" + RunningServer.ADMIN)
                        .size());
        assertEquals(0, entries("target=paged-2&actor=nobody@example.org").size());
        assertEquals(
                3,
                entries("target=paged-*&address=127.0.0.1&from_date=2020-01-01").size());
        assertEquals(0, entries("target=paged-*&to_date=2020-01-01").size());
        assertEquals(0, entries("target=paged-*&address=10.0.0.1").size());
        assertEquals(0, entries("target=" + encoded("paged_1*")).size(), "an underline is only itself");
        List<String> seen = new ArrayList<>();
        JsonNode page = ok(admin.get("/admin/audit?target=paged-*&limit=2"));
        while (page.path("after").isNumber()) {
            page.path("entries").forEach(entry -> seen.add(entry.path("target").textValue()));
            page = ok(admin.get("/admin/audit?target=paged-*&limit=2&after="
                    + page.path("after").asLong()));
        }
        page.path("entries").forEach(entry -> seen.add(entry.path("target").textValue()));
        assertEquals(List.of("paged-3", "paged-2", "paged-1"), seen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=1001",
                "?limit=x",
                "?after=0",
                "?after=99999999999999999999",
                "?chain=all",
                "?from_date=yesterday",
                "?to_date=2026-13-01",
                "/verify?head=acts:1",
                "/verify?head=acts:-1:00",
                "/export?format=xml"
            })
    void refusesWhatIsMalformed(String query) {
        Answer answer = admin.get("/admin/audit" + query);
        assertEquals(400, answer.status(), answer::toString);
        assertEquals("validation_error", answer.json().path("error").textValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"actor", "action", "target", "address"})
    void takesTextForTextAndRefusesTooMuchOfIt(String parameter) {
        assertEquals(0, entries(parameter + "=" + encoded(INJECTION)).size());
        assertEquals(
                400,
                admin.get("/admin/audit?" + parameter + "=" + "x".repeat(300)).status());
    }

    @Test
    void keepsFailedLogInsApartAndNotWhatWasTyped() {
        server.login("auditor@example.org", "wrong password");
        server.login("my-password-by-mistake@example.org", "wrong password");
        List<JsonNode> failures = entries("chain=logins&limit=2");
        assertEquals("an unknown account", failures.get(0).path("actor").textValue());
        assertEquals("auditor@example.org", failures.get(1).path("actor").textValue());
        assertEquals("127.0.0.1", failures.get(1).path("address").textValue());
        assertEquals(0, entries("action=session.refuse").size());
        assertEquals(
                List.of("0"),
                server.column("SELECT COUNT(*) FROM audit WHERE CONCAT(actor, target, details) LIKE '%mistake%'"));
    }

    @Test
    void exportsATableThatRunsNothing() {
        Caller sara = server.person("=سارا@example.org", RunningServer.PASSWORD);
        ok(sara.post("/admin/clients", Map.of("client_id", "exported-1")));
        Answer csv = admin.get("/admin/audit/export?format=csv&target=exported-*");
        assertEquals("text/csv; charset=utf-8", csv.header("Content-Type"));
        assertTrue(csv.header("Content-Disposition").contains("audit.csv"));
        List<String> lines = text(csv).lines().toList();
        assertEquals(2, lines.size());
        assertTrue(lines.getFirst().startsWith("\uFEFFchain,position,at,actor"), lines::toString);
        assertTrue(lines.get(1).contains(",'=سارا@example.org,"), lines::toString);
        assertEquals(
                "csv",
                entries("action=audit.export").getFirst().at("/details/format").textValue());
    }

    @Test
    void exportsLinesOfJsonTheOldestFirst() {
        for (int i = 0; i < 3; i++) {
            create("lines-" + i);
        }
        Answer lines = admin.get("/admin/audit/export?format=jsonl&target=lines-*");
        assertEquals("application/x-ndjson", lines.header("Content-Type"));
        List<JsonNode> entries = text(lines)
                .lines()
                .map(line -> Json.parse(line.getBytes(StandardCharsets.UTF_8), JsonNode.class))
                .toList();
        assertEquals(3, entries.size());
        assertEquals("lines-0", entries.getFirst().path("target").textValue());
        assertEquals("lines-2", entries.getLast().path("target").textValue());
    }

    /** Its last page cannot be read: for the database {@code 'acts '} is equal to the chain's name, for the server it is none. */
    @Test
    void breaksAnExportOffThatFailsOnTheWaySoThatItIsNotTakenForWhole() {
        String columns = "actor, address, request_id, action, target, details, mac";
        server.update(
                "INSERT INTO audit (chain, position, at, " + columns
                        + ") VALUES ('acts', 1000000, UTC_TIMESTAMP(), '', '', '', 'test', 'cut', '{}', UNHEX(REPEAT('00', 32)))");
        try {
            for (int rows = 1; rows < 2000; rows *= 2) {
                server.update("INSERT INTO audit (chain, position, at, " + columns + ") SELECT chain, position + "
                        + rows + ", at, " + columns + " FROM audit WHERE target = 'cut'");
            }
            assertEquals(
                    2048,
                    text(admin.get("/admin/audit/export?format=jsonl&target=cut"))
                            .lines()
                            .count());
            server.update("UPDATE audit SET chain = 'acts ' WHERE position = 1002047");
            for (String format : List.of("jsonl", "csv")) {
                assertThrows(
                        UncheckedIOException.class, () -> admin.get("/admin/audit/export?target=cut&format=" + format));
            }
        } finally {
            server.update("DELETE FROM audit WHERE target = 'cut'");
        }
    }

    @Test
    void verifiesAndNamesTheRow() {
        JsonNode whole = ok(admin.get("/admin/audit/verify"));
        assertTrue(whole.path("whole").asBoolean(), whole::toString);
        create("verified-1");
        long position = entries("target=verified-1").getFirst().path("position").asLong();
        server.update("UPDATE audit SET actor = 'somebody' WHERE chain = 'acts' AND position = " + position);
        JsonNode broken = ok(admin.get("/admin/audit/verify"));
        assertFalse(broken.path("whole").asBoolean());
        assertEquals("altered", broken.at("/chains/0/findings/0/kind").textValue());
        assertEquals(position, broken.at("/chains/0/findings/0/position").asLong());
        server.update("UPDATE audit SET actor = '" + RunningServer.ADMIN + "' WHERE chain = 'acts' AND position = "
                + position);
        assertTrue(ok(admin.get("/admin/audit/verify")).path("whole").asBoolean());
    }

    @Test
    void verifiesAgainstAHeadThatWasKept() {
        String head = ok(admin.get("/admin/audit/head")).at("/heads/0/head").textValue();
        create("headed-1");
        assertTrue(
                ok(admin.get("/admin/audit/verify?head=" + head)).path("whole").asBoolean());
        String later = "acts:99999:" + "0".repeat(64);
        JsonNode cut = ok(admin.get("/admin/audit/verify?head=" + head + "&head=" + later));
        assertEquals("cut", cut.at("/chains/0/findings/0/kind").textValue(), cut::toString);
    }

    @Test
    void doesNothingThatItCannotWriteDown() {
        server.update("CREATE TABLE heads_aside LIKE audit_heads");
        server.update("INSERT INTO heads_aside SELECT * FROM audit_heads");
        server.update("DELETE FROM audit_heads");
        try {
            Answer refused = admin.post("/admin/clients", Map.of("client_id", "unwritten-1"));
            assertEquals(503, refused.status(), refused::toString);
            assertTrue(refused.toString().contains("nothing was changed"), refused::toString);
        } finally {
            server.update("INSERT INTO audit_heads SELECT * FROM heads_aside");
            server.update("DROP TABLE heads_aside");
        }
        assertEquals(404, admin.get("/admin/clients/unwritten-1").status());
        create("unwritten-1");
    }

    private static void create(String client) {
        assertEquals(
                201, admin.post("/admin/clients", Map.of("client_id", client)).status());
    }

    private static List<JsonNode> entries(String query) {
        List<JsonNode> found = new ArrayList<>();
        ok(admin.get("/admin/audit?" + query)).path("entries").forEach(found::add);
        return found;
    }

    private static JsonNode ok(Answer answer) {
        assertTrue(answer.status() / 100 == 2, answer::toString);
        return answer.json();
    }

    private static String text(Answer answer) {
        assertEquals(200, answer.status());
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
