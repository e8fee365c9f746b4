package org.messagebroker.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.DeadLetterRequest;
import org.messagebroker.api.DeadLetterRequest.DeadLetter;
import org.messagebroker.api.DeliverRequest;
import org.messagebroker.api.DeliverRequest.Delivery;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.RegisterRequest;
import org.messagebroker.api.RegisterRequest.Registration;
import org.messagebroker.api.StatusUpdate;
import org.messagebroker.certs.Role;
import org.messagebroker.sealing.Sealer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.service.json.Json;

/** The server over TLS, as proxies, workers and people see it. */
@Tag("database")
class ServerIT {

    private static final ClientId A = new ClientId("client-a");
    private static final ClientId B = new ClientId("client-b");
    private static final String NUMBER = "+989121234567";

    @TempDir
    static Path directory;

    private static RunningServer server;
    private static Caller proxy;
    private static Caller worker;
    private static Sealer sealer;

    @BeforeAll
    static void start() {
        server = RunningServer.start(directory, Map.of());
        proxy = server.peer(Role.PROXY, "proxy-1");
        worker = server.peer(Role.WORKER, "worker-1");
        sealer = server.sealer("proxy-1");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void bringsAMessageFromTheWorkerToThePortal() {
        MessageId id = newId();
        assertEquals(
                204, proxy.post("/internal/messages/register", registration(id)).status());
        assertEquals(
                "queued",
                proxy.get("/internal/messages/" + id).json().path("status").textValue());
        assertEquals(
                204,
                worker.put("/internal/messages/" + id + "/status", new StatusUpdate(MessageStatus.PROCESSING, 2, 0))
                        .status());
        assertEquals(
                "processing",
                proxy.get("/internal/messages/" + id).json().path("status").textValue());
        assertEquals("stored", deliver(id, A, "سلام 👋"));
        assertEquals("duplicate", deliver(id, A, "سلام 👋"));
        JsonNode state = proxy.get("/internal/messages/" + id).json();
        assertEquals("delivered", state.path("status").textValue());
        assertEquals(2, state.path("attempt_count").intValue());
        JsonNode view = server.administrator().get("/portal/messages/" + id).json();
        assertEquals("سلام 👋", view.path("message_body").textValue());
        assertEquals("+98******4567", view.path("sender_number_masked").textValue());
    }

    @Test
    void answersWithExactlyTheFieldsOfTheContract() {
        deliver(newId(), A, "fields");
        JsonNode first =
                server.administrator().get("/portal/messages?limit=1").json().path(0);
        assertEquals(
                new TreeSet<>(Set.of(
                        "id",
                        "message_id",
                        "client_id",
                        "sender_number_masked",
                        "message_body",
                        "status",
                        "attempt_count",
                        "created_at",
                        "queued_at",
                        "delivered_at")),
                fields(first));
        JsonNode login =
                server.login(RunningServer.ADMIN, RunningServer.PASSWORD).json();
        assertEquals(
                new TreeSet<>(Set.of("access_token", "refresh_token", "token_type", "expires_in", "user")),
                fields(login));
        assertEquals(
                new TreeSet<>(Set.of("id", "email", "role", "client_id", "is_active", "last_login", "created_at")),
                fields(login.path("user")));
        assertEquals("bearer", login.path("token_type").textValue());
        assertTrue(login.path("user").path("is_active").booleanValue());
    }

    @Test
    void takesOneMessageAloneAsWellAsABatch() {
        MessageId id = newId();
        Answer answer = worker.post("/internal/messages/deliver", new Delivery(envelope(id, A, "alone"), 0, 0));
        assertEquals(
                "stored", answer.json().path("results").path(0).path("outcome").textValue());
        assertEquals(
                204,
                proxy.post("/internal/messages/register", new Registration(newId(), A, Instant.now()))
                        .status());
        assertEquals(
                400,
                worker.post("/internal/messages/deliver", Map.of("hello", "you"))
                        .status());
    }

    @Test
    void letsEachRoleReachItsOwnPathsOnly() {
        MessageId id = newId();
        StatusUpdate report = new StatusUpdate(MessageStatus.PROCESSING, 1, 0);
        DeliverRequest delivery = new DeliverRequest(List.of(new Delivery(envelope(id, A, "x"), 0, 0)));
        DeadLetterRequest letters = new DeadLetterRequest(List.of(letter(id)));
        Map<Caller, List<Integer>> expected = Map.of(
                server.anyone(),
                List.of(401, 401, 401, 401, 401),
                server.peer(Role.CLIENT, "client-a"),
                List.of(403, 403, 403, 403, 403),
                proxy,
                List.of(204, 200, 403, 403, 403),
                worker,
                List.of(403, 403, 200, 204, 204));
        assertEquals("stored", deliver(id, A, "x"));
        expected.forEach((caller, statuses) -> assertEquals(
                statuses,
                List.of(
                        caller.post("/internal/messages/register", registration(id))
                                .status(),
                        caller.get("/internal/messages/" + id).status(),
                        caller.post("/internal/messages/deliver", delivery).status(),
                        caller.post("/internal/messages/dead-letters", letters).status(),
                        caller.put("/internal/messages/" + id + "/status", report)
                                .status())));
    }

    @Test
    void refusesAnExpiredWorker() {
        Caller expired = server.peer(server.certificates().expired(Role.WORKER, "worker-1"));
        assertEquals(
                403,
                expired.post("/internal/messages/deliver", new DeliverRequest(List.of()))
                        .status());
    }

    @Test
    void keepsDeadLettersAndSaysFailed() {
        MessageId id = newId();
        DeadLetterRequest request = new DeadLetterRequest(List.of(letter(id), letter(id)));
        assertEquals(
                204, worker.post("/internal/messages/dead-letters", request).status());
        assertEquals(
                204, worker.post("/internal/messages/dead-letters", request).status());
        assertEquals(
                "failed",
                proxy.get("/internal/messages/" + id).json().path("status").textValue());
        assertEquals("stored", deliver(id, A, "after all"));
        worker.post("/internal/messages/dead-letters", request);
        assertEquals(
                "delivered",
                proxy.get("/internal/messages/" + id).json().path("status").textValue());
    }

    @Test
    void keepsADeadLetterWithAnIdFromOutsideTheWindow() {
        MessageId old = MessageId.create(InstantSource.fixed(Instant.parse("2020-01-01T00:00:00Z")));
        assertEquals(
                204,
                worker.post("/internal/messages/dead-letters", new DeadLetterRequest(List.of(letter(old))))
                        .status());
        assertEquals(
                "failed",
                proxy.get("/internal/messages/" + old).json().path("status").textValue());
    }

    @Test
    void answersNotFoundForAnUnknownMessage() {
        assertEquals(404, proxy.get("/internal/messages/" + newId()).status());
        assertEquals(404, proxy.get("/internal/messages/nonsense").status());
        assertEquals(
                404, server.administrator().get("/portal/messages/" + newId()).status());
    }

    @Test
    void leavesBodiesOutForAPageThatOnlyWatches() {
        MessageId id = newId();
        deliver(id, A, "watched");
        JsonNode view = server.administrator()
                .get("/portal/messages?bodies=false&search=" + id)
                .json()
                .path(0);
        assertTrue(view.path("message_body").isNull());
        assertEquals("delivered", view.path("status").textValue());
        assertEquals(
                400, server.administrator().get("/portal/messages?bodies=no").status());
    }

    @Test
    void keepsEveryClientsMessagesFromTheOthers() {
        MessageId mine = newId();
        MessageId theirs = newId();
        deliver(mine, A, "mine");
        deliver(theirs, B, "theirs");
        addUser("a@example.org", "user", "client-a");
        Caller user = server.person("a@example.org", RunningServer.PASSWORD);
        Set<String> clients = new TreeSet<>();
        user.get("/portal/messages?limit=1000")
                .json()
                .forEach(view -> clients.add(view.path("client_id").textValue()));
        assertEquals(Set.of("client-a"), clients);
        assertEquals(200, user.get("/portal/messages/" + mine).status());
        assertEquals(404, user.get("/portal/messages/" + theirs).status());
        assertEquals(1, user.get("/portal/messages?search=" + mine).json().size());
        assertEquals(0, user.get("/portal/messages?search=" + theirs).json().size());
        user.get("/portal/messages?limit=1000&search=%2B989121234567")
                .json()
                .forEach(view -> assertEquals("client-a", view.path("client_id").textValue()));
    }

    @Test
    void showsAnAuditorNoBodies() {
        MessageId id = newId();
        deliver(id, A, "not for auditors");
        addUser("auditor@example.org", "auditor", "");
        JsonNode view = server.person("auditor@example.org", RunningServer.PASSWORD)
                .get("/portal/messages/" + id)
                .json();
        assertTrue(view.path("message_body").isNull());
        assertEquals("delivered", view.path("status").textValue());
    }

    @Test
    void refusesMessagesToAnAccountWithoutThePermissionOrAClient() {
        addUser("manager@example.org", "user_manager", "");
        addUser("lonely@example.org", "user", "");
        assertEquals(
                403,
                server.person("manager@example.org", RunningServer.PASSWORD)
                        .get("/portal/messages")
                        .status());
        assertEquals(
                403,
                server.person("lonely@example.org", RunningServer.PASSWORD)
                        .get("/portal/messages")
                        .status());
    }

    @Test
    void auditsEachReadingOfBodiesWithItsIds() {
        MessageId id = newId();
        deliver(id, A, "audited");
        server.administrator().get("/portal/messages/" + id);
        List<String> rows = column("SELECT details FROM audit WHERE action = 'message.body.read' AND actor = '"
                + RunningServer.ADMIN + "' AND target = '" + id + "'");
        assertEquals(List.of("{\"ids\":[\"" + id + "\"]}"), rows);
    }

    @Test
    void findsByExactNumberAndByNothingElse() {
        MessageId id = newId();
        byte[] payload = Json.bytes(Map.of("sender_number", "+4915112345678", "message_body", "find me"));
        Envelope envelope = sealed(id, A, payload);
        worker.post("/internal/messages/deliver", new Delivery(envelope, 0, 0));
        Caller admin = server.administrator();
        assertEquals(
                1, admin.get("/portal/messages?search=%2B4915112345678").json().size());
        assertEquals(
                0, admin.get("/portal/messages?search=%2B491511234567").json().size());
        for (String attack :
                List.of("'%20OR%201=1--", "%25", "_", "%22%3B%20DROP%20TABLE%20messages%3B--", "%00", "*")) {
            Answer answer = admin.get("/portal/messages?search=" + attack);
            assertTrue(answer.status() == 200 || answer.status() == 400, () -> attack + ": " + answer);
            if (answer.status() == 200) {
                assertEquals(0, answer.json().size(), attack);
            }
        }
        assertEquals(
                400, admin.get("/portal/messages?status_filter='%20OR%20'1'='1").status());
        assertEquals(
                400, admin.get("/portal/messages?limit=1%20UNION%20SELECT%201").status());
        assertEquals(200, admin.get("/portal/messages").status());
    }

    @Test
    void pagesByKeysetNewestFirstAndNamesAfterBeyondTheDeepestSkip() {
        List<MessageId> ids = Stream.generate(ServerIT::newId).limit(5).toList();
        ids.forEach(id -> deliver(id, A, "page"));
        Caller admin = server.administrator();
        List<String> paged = new ArrayList<>();
        String after = "";
        do {
            Answer answer = admin.get("/portal/messages?limit=2" + after);
            assertEquals(200, answer.status());
            JsonNode page = answer.json();
            page.forEach(view -> paged.add(view.path("message_id").textValue()));
            after = page.isEmpty() ? "" : "&after=" + paged.getLast();
        } while (!after.isEmpty());
        assertEquals(paged.stream().sorted(java.util.Comparator.reverseOrder()).toList(), paged);
        assertTrue(paged.containsAll(ids.stream().map(MessageId::toString).toList()));
        assertEquals(new TreeSet<>(paged).size(), paged.size());
        assertEquals(
                paged.get(1),
                admin.get("/portal/messages?skip=1&limit=1")
                        .json()
                        .path(0)
                        .path("message_id")
                        .textValue());
        Answer deep = admin.get("/portal/messages?skip=10001");
        assertEquals(400, deep.status());
        assertTrue(deep.json().path("message").textValue().contains("after"));
    }

    @Test
    void selectsByTimeAndStatus() {
        deliver(newId(), A, "now");
        Caller admin = server.administrator();
        String now = Instant.now().plusSeconds(1).toString();
        assertEquals(0, admin.get("/portal/messages?from_date=" + now).json().size());
        assertTrue(admin.get("/portal/messages?to_date=" + now).json().size() > 0);
        assertEquals(0, admin.get("/portal/messages?to_date=2021-01-01").json().size());
        assertTrue(admin.get("/portal/messages?from_date=2021-01-01&status_filter=delivered")
                        .json()
                        .size()
                > 0);
        assertEquals(400, admin.get("/portal/messages?from_date=yesterday").status());
        assertEquals(400, admin.get("/portal/messages?status_filter=lost").status());
    }

    @Test
    void leavesNothingReadableInTheTables() throws SQLException {
        String secret = "a body nobody may read at rest";
        deliver(newId(), A, secret);
        worker.post("/internal/messages/dead-letters", new DeadLetterRequest(List.of(letter(newId()))));
        List<String> forbidden =
                List.of(secret, "dead body", "9121234567", RunningServer.PASSWORD, hex(secret), hex("9121234567"));
        try (Connection connection = server.database().connect();
                Statement statement = connection.createStatement()) {
            for (String table : column("SELECT table_name FROM information_schema.tables WHERE table_schema = '"
                    + server.database().name() + "'")) {
                try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
                    while (rows.next()) {
                        requireNothingReadable(rows, forbidden);
                    }
                }
            }
        }
    }

    private static void requireNothingReadable(ResultSet rows, List<String> forbidden) throws SQLException {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            byte[] bytes = rows.getBytes(i);
            String text = bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
            String column = rows.getMetaData().getColumnName(i);
            forbidden.forEach(each -> assertFalse(text.contains(each), () -> column + " shows " + each));
        }
    }

    @Test
    void leavesOutWhatWasTamperedWithAndShowsTheRest() throws SQLException {
        MessageId altered = newId();
        MessageId moved = newId();
        MessageId whole = newId();
        List.of(altered, moved, whole).forEach(id -> deliver(id, B, "body of " + id));
        try (Connection connection = server.database().connect();
                var alter = connection.prepareStatement("UPDATE messages SET message_body = CONCAT("
                        + "LEFT(message_body, 20), CHAR(ASCII(SUBSTRING(message_body, 21)) ^ 1), SUBSTRING(message_body, 22))"
                        + " WHERE message_id = ?");
                var move = connection.prepareStatement("UPDATE messages m JOIN messages o ON o.message_id = ?"
                        + " SET m.message_body = o.message_body WHERE m.message_id = ?")) {
            alter.setBytes(1, altered.bytes());
            alter.executeUpdate();
            move.setBytes(1, whole.bytes());
            move.setBytes(2, moved.bytes());
            move.executeUpdate();
        }
        Caller admin = server.administrator();
        Answer page = admin.get("/portal/messages?limit=1000");
        assertEquals(200, page.status());
        assertTrue(admin.get("/portal/messages/" + altered)
                .json()
                .path("message_body")
                .isNull());
        assertTrue(admin.get("/portal/messages/" + moved)
                .json()
                .path("message_body")
                .isNull());
        assertEquals(
                "body of " + whole,
                admin.get("/portal/messages/" + whole)
                        .json()
                        .path("message_body")
                        .textValue());
    }

    @Test
    void entersTheCertificatesItWasInstalledWith() {
        assertEquals(
                List.of(
                        "client client-a active",
                        "client client-b active",
                        "proxy proxy-1 active",
                        "server server active"),
                column("SELECT DISTINCT CONCAT(role, ' ', subject_id, ' ', state) AS c FROM certificates"
                        + " WHERE role <> 'worker' ORDER BY c"));
        assertEquals(List.of("client-a", "client-b"), column("SELECT client_id FROM clients ORDER BY client_id"));
    }

    @Test
    void reportsItsHealthToAnyone() {
        Answer health = server.anyone().get("/health");
        assertEquals(200, health.status());
        assertEquals(
                new TreeSet<>(Set.of("status", "version", "timestamp", "checks", "uptime_seconds")),
                fields(health.json()));
        assertEquals("healthy", health.json().at("/checks/database").textValue());
    }

    private static Set<String> fields(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static MessageId newId() {
        return MessageId.create(InstantSource.system());
    }

    private static RegisterRequest registration(MessageId id) {
        return new RegisterRequest(List.of(new Registration(id, A, Instant.now())));
    }

    private static DeadLetter letter(MessageId id) {
        return new DeadLetter(envelope(id, A, "dead body"), 10_000, "the attempts are spent", true, 0);
    }

    private static Envelope envelope(MessageId id, ClientId client, String body) {
        byte[] payload = Json.bytes(Map.of("sender_number", NUMBER, "message_body", body));
        return sealed(id, client, payload);
    }

    private static Envelope sealed(MessageId id, ClientId client, byte[] content) {
        return sealer.seal(new Envelope(Envelope.SEALED, id, client, Instant.now(), content))
                .orElseThrow();
    }

    private static String deliver(MessageId id, ClientId client, String body) {
        DeliverRequest request = new DeliverRequest(List.of(new Delivery(envelope(id, client, body), 0, 0)));
        Answer answer = worker.post("/internal/messages/deliver", request);
        assertEquals(200, answer.status(), answer::toString);
        return answer.json().path("results").path(0).path("outcome").textValue();
    }

    /** With the administrator's password, taken over as it is stored. */
    private static void addUser(String email, String role, String client) {
        try (Connection connection = server.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO users (user_id, email, password_hash, role, client_id, active, created_at)"
                    + " SELECT UNHEX(REPLACE(UUID(), '-', '')), '" + email + "', password_hash, '" + role + "', "
                    + (client.isEmpty() ? "NULL" : "'" + client + "'") + ", TRUE, UTC_TIMESTAMP() FROM users"
                    + " WHERE email = '" + RunningServer.ADMIN + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> column(String sql) {
        try (Connection connection = server.database().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
