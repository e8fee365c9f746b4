package org.messagebroker.server.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.DeliverRequest.Delivery;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.certs.Role;
import org.messagebroker.sealing.Sealer;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.service.json.Json;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.TestDatabase;

/** Retention as administrators decide it, on a server that was started with rows of an older version. */
@Tag("database")
class RetentionIT {

    private static final ClientId SHORT = new ClientId("client-a");
    private static final ClientId LONG = new ClientId("client-b");

    @TempDir
    static Path directory;

    private static RunningServer server;
    private static Caller admin;
    private static Caller worker;
    private static Sealer sealer;

    @BeforeAll
    static void start() {
        server = RunningServer.start(directory, TestDatabase.create(), Map.of());
        admin = server.administrator();
        worker = server.peer(Role.WORKER, "worker-1");
        sealer = server.sealer("proxy-1");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void hidesAtOnceDeletesAfterwardsAndLetsNothingComeBack() {
        MessageId old = deliver(SHORT, Duration.ofDays(9));
        MessageId young = deliver(SHORT, Duration.ofDays(2));
        MessageId kept = deliver(LONG, Duration.ofDays(9));
        long before = total();
        assertEquals(
                200,
                admin.put("/admin/data-retention/policies/client-b", Map.of("keep_months", 60))
                        .status());
        awaitFolded();
        JsonNode preview = admin.get("/admin/data-retention/preview?client_id=client-a&keep_days=7")
                .json();
        assertEquals(1, preview.path("messages").longValue());
        assertEquals(200, status(old), "nothing has happened yet");
        Answer decided = admin.put("/admin/data-retention/policies/client-a", Map.of("keep_days", 7));
        assertEquals(200, decided.status(), decided::toString);
        assertEquals(404, status(old));
        assertEquals(
                404,
                server.peer(Role.PROXY, "proxy-2")
                        .get("/internal/messages/" + old)
                        .status());
        assertEquals(0, admin.get("/portal/messages?search=" + old).json().size());
        assertFalse(admin.get("/portal/messages?limit=1000").toString().contains(old.toString()));
        assertEquals(200, status(young));
        assertEquals(200, status(kept));
        assertEquals(before - 1, total());
        Await.until(() -> rows(old) == 0, "the row is deleted");
        assertEquals("duplicate", deliver(SHORT, old));
        assertEquals(0, rows(old));
        assertEquals(before - 1, total());
        Await.until(
                () -> !admin.get("/admin/data-retention/runs")
                        .json()
                        .path(0)
                        .path("finished_at")
                        .isNull(),
                "the run has ended");
        JsonNode run = admin.get("/admin/data-retention/runs").json().path(0);
        assertEquals(1, run.path("hidden").longValue());
        assertEquals(1, run.path("deleted").longValue());
        assertEquals(RunningServer.ADMIN, run.path("started_by").textValue());
        String details = server.column("SELECT details FROM audit WHERE action = 'retention.policy.change'"
                        + " AND target = 'client-a'")
                .getFirst();
        assertTrue(details.contains("\"hidden\":1") && details.contains("\"keep_days\":7"), details);
        admin.delete("/admin/data-retention/policies/client-a");
        assertEquals(404, status(old), "what is hidden stays hidden");
    }

    @Test
    void cleansUpOnceWithoutTouchingWhoKeepsLonger() {
        MessageId others = deliver(new ClientId("client-c"), Duration.ofDays(20));
        MessageId kept = deliver(LONG, Duration.ofDays(20));
        admin.put("/admin/data-retention/policies/client-b", Map.of("keep_months", 60));
        awaitFolded();
        Answer answer = admin.post("/admin/data-retention/cleanup?retention_days=15", Map.of());
        assertEquals(200, answer.status(), answer::toString);
        assertTrue(answer.json().path("hidden").longValue() >= 1, answer::toString);
        assertEquals(404, status(others));
        assertEquals(200, status(kept));
        Await.until(() -> rows(others) == 0, "the row is deleted");
        assertEquals(1, rows(kept));
        assertTrue(admin.get("/admin/data-retention/policies")
                .json()
                .path("usual")
                .path("keep_days")
                .isNull());
    }

    @Test
    void refusesWhatIsNoPolicyAndWhoMayNotDecide() {
        assertEquals(
                400,
                admin.put("/admin/data-retention/policies", Map.of("keep_days", 0))
                        .status());
        assertEquals(
                400,
                admin.put("/admin/data-retention/policies", Map.of("keep_days", 1, "keep_months", 1))
                        .status());
        assertEquals(
                404,
                admin.put("/admin/data-retention/policies/nobody", Map.of("keep_days", 30))
                        .status());
        assertEquals(
                400,
                admin.post("/admin/data-retention/cleanup?retention_days=-1", Map.of())
                        .status());
        server.addPerson("auditor@example.org", "auditor");
        Caller auditor = server.person("auditor@example.org", RunningServer.PASSWORD);
        assertEquals(403, auditor.get("/admin/data-retention/policies").status());
        assertEquals(
                403, auditor.post("/admin/data-retention/cleanup", Map.of()).status());
        assertEquals(200, auditor.get("/admin/stats?period=month").status());
        assertEquals(400, auditor.get("/admin/stats?period=century").status());
    }

    @Test
    void dropsAPartitionWhenEverybodyInItKeepsLess() {
        RunningServer old = RunningServer.start(directory.resolve("old"), withOldRows(), Map.of());
        try {
            Caller administrator = old.administrator();
            assertEquals(2, partitionsBefore(old, "until_20250301"), "two months had rows and one of them is older");
            assertEquals(List.of("0"), old.column("SELECT COUNT(*) FROM messages PARTITION (rest)"));
            Await.until(
                    () -> old.column("SELECT COUNT(*) FROM statistics_pending").equals(List.of("0")), "all is counted");
            assertEquals(
                    3,
                    administrator
                            .get("/admin/stats")
                            .json()
                            .path("total_messages")
                            .longValue());
            old.update("INSERT INTO message_attempts SELECT message_id, client_id, 0, 1, 1, UTC_TIMESTAMP(3),"
                    + " 'retry_later', 'busy' FROM messages");
            administrator.put("/admin/data-retention/policies/client-b", Map.of("keep_months", 600));
            administrator.put("/admin/data-retention/policies", Map.of("keep_months", 6));
            assertEquals(
                    1,
                    administrator
                            .get("/admin/stats")
                            .json()
                            .path("total_messages")
                            .longValue());
            assertEquals(1, administrator.get("/portal/messages").json().size());
            Await.until(() -> partitionsBefore(old, "until_20250301") == 1, "the older month is dropped");
            Await.until(
                    () -> old.column("SELECT client_id FROM messages").equals(List.of("client-b")),
                    "the others' rows are deleted");
            assertEquals(
                    List.of("client-b"),
                    old.column("SELECT client_id FROM message_attempts"),
                    "attempts go with their messages, one by one or with a partition");
        } finally {
            old.close();
        }
    }

    /** January 2025 with one client, February with two; as a version without partitions has left them. */
    private static TestDatabase withOldRows() {
        TestDatabase database = TestDatabase.create();
        try (var connection = database.connect();
                var insert = connection.prepareStatement("""
                        INSERT INTO messages (message_id, client_id, status, queued_at, created_at)
                        VALUES (?, ?, 0, ?, ?)""");
                var count = connection.prepareStatement("""
                        INSERT INTO statistics_pending SELECT NULL, client_id,
                            CAST(CONV(HEX(SUBSTRING(message_id, 1, 6)), 16, 10) AS UNSIGNED) DIV 900000, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                            0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM messages""");
                var clients = connection.prepareStatement("INSERT INTO clients (client_id, state, created_at) VALUES"
                        + " ('client-a', 'active', UTC_TIMESTAMP()), ('client-b', 'active', UTC_TIMESTAMP())")) {
            for (var row : List.of(
                    Map.entry("client-a", "2025-01-10T00:00:00Z"),
                    Map.entry("client-a", "2025-02-10T00:00:00Z"),
                    Map.entry("client-b", "2025-02-11T00:00:00Z"))) {
                Instant time = Instant.parse(row.getValue());
                insert.setBytes(1, MessageId.create(InstantSource.fixed(time)).bytes());
                insert.setString(2, row.getKey());
                insert.setObject(3, LocalDateTime.ofInstant(time, ZoneOffset.UTC));
                insert.setObject(4, LocalDateTime.ofInstant(time, ZoneOffset.UTC));
                insert.executeUpdate();
            }
            count.executeUpdate();
            clients.executeUpdate();
            return database;
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int partitionsBefore(RunningServer server, String last) {
        return server.column("SELECT PARTITION_NAME FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE()"
                        + " AND TABLE_NAME = 'messages' AND PARTITION_NAME LIKE 'until%' AND PARTITION_NAME <= '"
                        + last + "'")
                .size();
    }

    private static MessageId deliver(ClientId client, Duration ago) {
        MessageId id = MessageId.create(InstantSource.fixed(Instant.now().minus(ago)));
        assertEquals("stored", deliver(client, id));
        return id;
    }

    private static String deliver(ClientId client, MessageId id) {
        byte[] content = Json.bytes(Map.of("sender_number", "+989121234567", "message_body", "kept for a while"));
        Envelope envelope = sealer.seal(new Envelope(Envelope.SEALED, id, client, Instant.now(), content))
                .orElseThrow();
        return worker.post("/internal/messages/deliver", new Delivery(envelope, 0, 0))
                .json()
                .path("results")
                .path(0)
                .path("outcome")
                .textValue();
    }

    private static void awaitFolded() {
        Await.until(
                () -> server.column("SELECT COUNT(*) FROM statistics_pending").equals(List.of("0")), "all is counted");
    }

    private static long total() {
        return admin.get("/admin/stats").json().path("total_messages").longValue();
    }

    private static int status(MessageId id) {
        return admin.get("/portal/messages/" + id).status();
    }

    private static long rows(MessageId id) {
        return server.column("SELECT message_id FROM messages WHERE message_id = x'"
                        + id.toString().replace("-", "") + "'")
                .size();
    }
}
