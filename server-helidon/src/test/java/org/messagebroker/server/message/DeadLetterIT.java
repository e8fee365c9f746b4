package org.messagebroker.server.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.CommandPoll;
import org.messagebroker.api.CommandPoll.Quarantine;
import org.messagebroker.api.DeadLetterRequest;
import org.messagebroker.api.DeadLetterRequest.DeadLetter;
import org.messagebroker.api.DeliverRequest;
import org.messagebroker.api.DeliverRequest.Delivery;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.RegisterRequest;
import org.messagebroker.api.RegisterRequest.Registration;
import org.messagebroker.api.SiteCommands;
import org.messagebroker.api.SiteCommands.SiteCommand;
import org.messagebroker.api.StatusUpdate;
import org.messagebroker.certs.Role;
import org.messagebroker.sealing.Sealer;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.service.json.Json;

/** What workers give up: seen, ordered back or away by administrators, and what workers are then told. */
@Tag("database")
class DeadLetterIT {

    private static final ClientId A = new ClientId("client-a");
    private static final ClientId B = new ClientId("client-b");
    private static final String REQUEUE = "/admin/dead-letters/requeue";
    private static final String DISCARD = "/admin/dead-letters/discard";

    @TempDir
    static Path directory;

    private static RunningServer server;
    private static Caller proxy;
    private static Caller worker;
    private static Caller administrator;
    private static Sealer sealer;

    @BeforeAll
    static void start() {
        server = RunningServer.start(directory, Map.of());
        proxy = server.peer(Role.PROXY, "proxy-1");
        worker = server.peer(Role.WORKER, "worker-1");
        sealer = server.sealer("proxy-1");
        administrator = server.administrator();
        server.addPerson("auditor@example.org", "auditor");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void empty() {
        Stream.of("dead_letters", "discarded_letters", "commands", "messages", "site_quarantines")
                .forEach(table -> server.update("DELETE FROM " + table));
    }

    @Test
    void areListedPageByPageAndByFilter() {
        List<MessageId> ids = Stream.generate(this::dead).limit(5).toList();
        handOver(new DeadLetter(envelope(newId(), B), 1, "rejected: its body is blank", false, 0));

        JsonNode first = administrator
                .get("/admin/dead-letters?limit=2&client_id=client-a")
                .json();
        JsonNode second =
                list("limit=2&client_id=client-a&after=" + first.path("after").textValue());
        JsonNode last =
                list("limit=2&client_id=client-a&after=" + second.path("after").textValue());

        List<String> paged = new ArrayList<>();
        Stream.of(first, second, last).forEach(page -> paged.addAll(ids(page)));
        assertEquals(ids.reversed().stream().map(MessageId::toString).toList(), paged);
        assertTrue(last.path("after").isNull());
        assertEquals(1, ids(list("kind=rejected")).size());
        assertEquals(5, ids(list("kind=spent&state=dead")).size());
        assertEquals(1, ids(list("reason=BLANK")).size());
        assertEquals(0, ids(list("to_date=2020-01-01")).size());
        assertEquals(400, administrator.get("/admin/dead-letters?kind=odd").status());
        assertEquals(400, administrator.get("/admin/dead-letters?after=odd").status());
    }

    @Test
    void areReadByPermissionAndAudited() {
        MessageId id = dead();
        Caller auditor = server.person("auditor@example.org", RunningServer.PASSWORD);

        JsonNode plain = auditor.get("/admin/dead-letters/" + id).json();
        assertEquals("spent", plain.path("kind").textValue());
        assertTrue(plain.path("message_body").isNull());
        assertEquals(
                403, auditor.get("/admin/dead-letters/" + id + "?body=true").status());

        JsonNode opened =
                administrator.get("/admin/dead-letters/" + id + "?body=true").json();
        assertEquals("dead body", opened.path("message_body").textValue());
        assertEquals("+98******4567", opened.path("sender_number_masked").textValue());
        assertEquals(1, audited("message.body.read", id));
        assertEquals(404, administrator.get("/admin/dead-letters/" + newId()).status());
    }

    @Test
    void thatNoProxyHasSealedSayWhyTheyCannotBeRead() {
        MessageId id = newId();
        Envelope forged = new Envelope(Envelope.SEALED, id, A, Instant.now(), new byte[] {1, 2, 3});
        handOver(new DeadLetter(forged, 1, "rejected: forged", false, 0));

        JsonNode opened =
                administrator.get("/admin/dead-letters/" + id + "?body=true").json();
        assertTrue(opened.path("message_body").isNull());
        assertTrue(opened.path("unreadable").isTextual(), opened::toString);
    }

    @Test
    void goBackToTheirSiteAsTheyCameAndAreGoneWhenTheyAreStored() {
        Envelope message = envelope(newId(), A);
        handOver(spent(message, 0));

        JsonNode result = requeue(message.messageId());
        assertEquals(1, result.path("done").intValue());
        assertEquals("queued", status(message.messageId()));
        assertEquals(1, audited("message.requeue", message.messageId()));

        assertEquals(List.of(), poll("elsewhere", List.of()));
        SiteCommand command = poll("main", List.of()).getFirst();
        assertArrayEquals(message.payload(), command.envelope().orElseThrow().payload());
        assertEquals(1, command.requeueEpoch());
        assertEquals(List.of(), poll("main", List.of()), "it is given to one worker at a time");
        poll("main", List.of(command.commandId()));
        assertEquals(List.of("requeued"), server.column("SELECT state FROM dead_letters"));
        assertEquals(List.of(), server.column("SELECT 1 FROM commands"));

        assertEquals("stored", deliver(message, 1));
        assertEquals("delivered", status(message.messageId()));
        assertEquals(List.of(), server.column("SELECT 1 FROM dead_letters"));
    }

    @Test
    void areGivenOutAgainUntilAWorkerHasSaidThatItIsDone() {
        MessageId id = dead();
        requeue(id);
        UUID command = poll("main", List.of()).getFirst().commandId();

        server.update("UPDATE commands SET taken_until = '2020-01-01'");
        assertEquals(command, poll("main", List.of()).getFirst().commandId());
        poll("main", List.of(command));
        poll("main", List.of(command));
        server.update("UPDATE commands SET taken_until = '2020-01-01'");
        assertEquals(List.of(), poll("main", List.of()));
    }

    @Test
    void thatDieAgainAreDeadAgainAndMayGoBackOnceMore() {
        Envelope message = envelope(newId(), A);
        handOver(spent(message, 0));
        requeue(message.messageId());

        handOver(new DeadLetter(message, 7, "rejected: again", false, 1));

        JsonNode letter =
                administrator.get("/admin/dead-letters/" + message.messageId()).json();
        assertEquals("dead", letter.path("state").textValue());
        assertEquals("rejected: again", letter.path("reason").textValue());
        assertEquals(7, letter.path("attempt_count").intValue());
        assertEquals("failed", status(message.messageId()));
        assertEquals(List.of(), poll("main", List.of()), "the old order is done");
        requeue(message.messageId());
        assertEquals(2, poll("main", List.of()).getFirst().requeueEpoch());
    }

    @Test
    void areNotTouchedByWhatComesLateFromBeforeTheyWentBack() {
        Envelope message = envelope(newId(), A);
        MessageId id = message.messageId();
        handOver(spent(message, 0));
        requeue(id);

        handOver(spent(message, 0));
        worker.put("/internal/messages/" + id + "/status", new StatusUpdate(MessageStatus.PROCESSING, 9_999, 0));
        proxy.post("/internal/messages/register", new RegisterRequest(List.of(new Registration(id, A, Instant.now()))));

        assertEquals(List.of("requeued"), server.column("SELECT state FROM dead_letters"));
        assertEquals("queued", status(id));
        assertEquals(List.of("0"), server.column("SELECT attempt_count FROM messages"));
        worker.put("/internal/messages/" + id + "/status", new StatusUpdate(MessageStatus.PROCESSING, 2, 1));
        assertEquals("processing", status(id));
    }

    @Test
    void thatAreStoredBeforeTheOrderIsCarriedOutNeedNoOrder() {
        Envelope message = envelope(newId(), A);
        handOver(spent(message, 0));
        requeue(message.messageId());

        assertEquals("stored", deliver(message, 0));

        assertEquals(List.of(), server.column("SELECT 1 FROM dead_letters"));
        assertEquals(List.of(), poll("main", List.of()));
        assertEquals("duplicate", deliver(message, 1));
        handOver(spent(message, 1));
        assertEquals("delivered", status(message.messageId()));
        assertEquals(List.of(), server.column("SELECT 1 FROM dead_letters"));
    }

    @Test
    void areStoredWhateverTheirAgeOnceTheyWentBack() {
        Envelope message = envelope(newId(), A);
        MessageId old = MessageId.create(InstantSource.fixed(Instant.now().minus(Duration.ofDays(40))));
        Envelope aged = sealed(
                new Envelope(Envelope.SEALED, old, A, Instant.now().minus(Duration.ofDays(40)), content("old body")));
        handOver(spent(message, 0), spent(aged, 0));
        // It died in time, and was looked at late.
        server.execute(
                "INSERT INTO messages (message_id, client_id, status, attempt_count, queued_at, created_at)"
                        + " VALUES (?, 'client-a', 2, 1, UTC_TIMESTAMP(), UTC_TIMESTAMP())",
                old.bytes());
        assertEquals("rejected", deliver(aged, 1));

        assertEquals(1, requeue(old).path("done").intValue());

        assertEquals("stored", deliver(aged, 1));
        assertEquals("delivered", status(old));
    }

    @Test
    void thatCouldNeverBeStoredAreNotPutBack() {
        MessageId old = MessageId.create(InstantSource.fixed(Instant.parse("2020-01-01T00:00:00Z")));
        handOver(spent(envelope(old, A), 0));

        JsonNode result = requeue(old);

        assertEquals(0, result.path("done").intValue());
        assertTrue(result.path("refused").path(0).path("reason").textValue().contains("outside the time"));
        assertEquals(List.of("dead"), server.column("SELECT state FROM dead_letters"));
    }

    @Test
    void fromTheFutureAreNotPutBackBeforeTheirTimeAndThenStored() {
        MessageId early = MessageId.create(InstantSource.fixed(Instant.now().plus(Duration.ofHours(1))));
        Envelope message = envelope(newId(), A);
        assertEquals("retry_later", deliver(envelope(early, A), 0));
        handOver(spent(envelope(early, A), 0), spent(message, 0));
        assertEquals(List.of("1"), server.column("SELECT COUNT(*) FROM messages"), "the early one has no row");

        JsonNode refused = requeue(early);
        assertEquals(0, refused.path("done").intValue());
        assertTrue(
                refused.path("refused").path(0).path("reason").textValue().contains("in the future"),
                refused::toString);

        // As one that died while it was early, and whose time has come.
        server.update("DELETE FROM messages");
        assertEquals(1, requeue(message.messageId()).path("done").intValue());
        assertEquals("queued", status(message.messageId()));
        assertEquals(1, poll("main", List.of()).getFirst().requeueEpoch());
        assertEquals("stored", deliver(message, 1));
        assertEquals("delivered", status(message.messageId()));
        assertEquals(
                List.of(early.toString()),
                ids(list("state=dead")),
                "the dead letter of the one that is stored is gone");
    }

    @Test
    void thatOnlyLookLikeTestsAreNotPutBack() {
        Envelope test = envelope(newId(), A).as(Envelope.SEALED_TEST, new byte[] {1, 2, 3});
        handOver(new DeadLetter(test, 1, "rejected: it cannot be opened", false, 0));

        JsonNode result = requeue(test.messageId());

        assertEquals(0, result.path("done").intValue());
        assertTrue(result.path("refused").path(0).path("reason").textValue().contains("test message"));
        assertEquals(List.of(), server.column("SELECT 1 FROM messages"));
    }

    @Test
    void areCountedBeforeTheyArePutBackByFilter() {
        Stream.generate(this::dead).limit(450).forEach(id -> {});
        handOver(new DeadLetter(envelope(newId(), B), 1, "rejected: no", false, 0));
        Map<String, Object> spent = Map.of("filter", Map.of("client_id", "client-a", "kind", "spent"));

        JsonNode counted =
                order(REQUEUE, Map.of("filter", Map.of("client_id", "client-a", "kind", "spent"), "dry_run", true));
        assertEquals(450, counted.path("matched").intValue());
        assertEquals(List.of("dead"), server.column("SELECT DISTINCT state FROM dead_letters"));

        JsonNode done = order(REQUEUE, spent);
        assertEquals(450, done.path("done").intValue());
        assertEquals(List.of("450"), server.column("SELECT COUNT(*) FROM commands"));
        assertEquals(0, order(REQUEUE, spent).path("matched").intValue());
        assertEquals(100, poll("main", List.of()).size());
    }

    @Test
    void areDecidedPieceByPieceAndNoneThatDiedAfterTheCount() {
        Stream.generate(this::dead).limit(5).forEach(id -> {});
        String until = Instant.now().plusMillis(1).toString();
        server.update("UPDATE dead_letters SET created_at = created_at - INTERVAL 1 MINUTE");
        MessageId later = dead();
        server.update("UPDATE dead_letters SET created_at = created_at + INTERVAL 1 MINUTE WHERE message_id = x'"
                + later.toString().replace("-", "") + "'");
        Map<String, Object> piece = Map.of("filter", Map.of("until", until), "limit", 2);

        JsonNode first = order(DISCARD, piece);
        assertEquals(5, first.path("matched").intValue());
        assertEquals(2, first.path("done").intValue());
        Map<String, Object> next = new HashMap<>(piece);
        next.put("after", first.path("after").textValue());
        JsonNode second = order(DISCARD, next);
        assertEquals(2, second.path("done").intValue());
        next.put("after", second.path("after").textValue());
        JsonNode last = order(DISCARD, next);

        assertEquals(1, last.path("done").intValue());
        assertFalse(last.hasNonNull("after"), last::toString);
        assertEquals(
                List.of(later.toString().replace("-", "")),
                server.column("SELECT LOWER(HEX(message_id)) FROM dead_letters"));
    }

    @Test
    void areNotDecidedByAPieceThatCannotBe() {
        for (Map<String, Object> wrong :
                List.<Map<String, Object>>of(Map.of("limit", 0), Map.of("limit", 10_001), Map.of("after", "?"))) {
            Map<String, Object> order = new HashMap<>(wrong);
            order.put("filter", Map.of());
            assertEquals(400, administrator.post(DISCARD, order).status(), wrong::toString);
        }
    }

    @Test
    void thatAreDiscardedAreGoneAndDoNotComeBack() {
        Envelope message = envelope(newId(), A);
        handOver(spent(message, 0));

        assertEquals(1, discard(message.messageId()).path("done").intValue());

        handOver(spent(message, 0));
        assertEquals(List.of(), server.column("SELECT 1 FROM dead_letters"));
        assertEquals("failed", status(message.messageId()));
        assertEquals(1, audited("message.discard", message.messageId()));
        assertEquals(0, discard(message.messageId()).path("matched").intValue());
    }

    @Test
    void thatAreDiscardedAndThenDeliveredLateAreStored() {
        Envelope message = envelope(newId(), A);
        handOver(spent(message, 0));
        discard(message.messageId());

        assertEquals("stored", deliver(message, 0));
        assertEquals("delivered", status(message.messageId()));
    }

    @Test
    void onTheirWayAreNotDiscarded() {
        MessageId id = dead();
        requeue(id);
        JsonNode result = discard(id);
        assertEquals(0, result.path("done").intValue());
        assertTrue(result.path("refused").path(0).path("reason").textValue().contains("on its way"));
    }

    @Test
    void thatComeBackWhenRetentionHasLetGoOfThemAreDeadAgainUntilTheyAreDiscarded() {
        Envelope message = requeuedOfLastWeek(B);
        keepOneDay(B);

        assertEquals("duplicate", deliver(message, 1));

        JsonNode letter =
                administrator.get("/admin/dead-letters/" + message.messageId()).json();
        assertEquals("dead", letter.path("state").textValue());
        assertTrue(letter.path("reason").textValue().contains("older than what is kept"), letter::toString);
        assertEquals(List.of(), poll("main", List.of()), "nobody is told to put it back");
        assertEquals(1, discard(message.messageId()).path("done").intValue());
        assertEquals(List.of(), server.column("SELECT 1 FROM dead_letters"));
    }

    @Test
    void onTheirWayAreDiscardedWhenRetentionHasLetGoOfThem() {
        ClientId c = new ClientId("client-c");
        server.update(
                "INSERT INTO clients (client_id, state, created_at) VALUES ('client-c', 'active', UTC_TIMESTAMP())");
        Envelope message = requeuedOfLastWeek(c);
        keepOneDay(c);

        assertEquals(1, discard(message.messageId()).path("done").intValue());

        assertEquals(List.of(), poll("main", List.of()), "nobody is told to put it back");
        assertEquals("duplicate", deliver(message, 1));
        handOver(spent(message, 1));
        assertEquals(List.of(), server.column("SELECT 1 FROM dead_letters"));
    }

    private static Envelope requeuedOfLastWeek(ClientId client) {
        Instant lastWeek = Instant.now().minus(Duration.ofDays(7));
        MessageId id = MessageId.create(InstantSource.fixed(lastWeek));
        Envelope message = sealed(new Envelope(Envelope.SEALED, id, client, lastWeek, content("late")));
        handOver(spent(message, 0));
        assertEquals(1, requeue(id).path("done").intValue());
        return message;
    }

    private static void keepOneDay(ClientId client) {
        Answer answer = administrator.put("/admin/data-retention/policies/" + client, Map.of("keep_days", 1));
        assertEquals(200, answer.status(), answer::toString);
    }

    @Test
    void areForAdministratorsAndTheirOrdersForWorkers() {
        MessageId id = dead();
        Caller auditor = server.person("auditor@example.org", RunningServer.PASSWORD);
        Map<String, Object> order = Map.of("message_ids", List.of(id.toString()));
        assertEquals(403, auditor.post(REQUEUE, order).status());
        assertEquals(403, auditor.post(DISCARD, order).status());
        assertEquals(401, server.anyone().get("/admin/dead-letters").status());
        assertEquals(
                403,
                proxy.post("/internal/commands", new CommandPoll("main", List.of(), List.of(), none()))
                        .status());
        assertEquals(400, administrator.post(REQUEUE, Map.of()).status());
    }

    @Test
    void whatASiteHasSetAsideIsListedAndDroppedByOrder() {
        Quarantine report = new Quarantine(1, List.of(new Quarantine.Entry("0/odd", 12)));
        worker.post("/internal/commands", new CommandPoll("main", List.of(), List.of(), Optional.of(report)));

        JsonNode site = administrator.get("/admin/quarantine").json().path(0);
        assertEquals("main", site.path("site").textValue());
        assertEquals(
                "0/odd",
                site.path("quarantine").path("entries").path(0).path("name").textValue());

        assertEquals(
                202,
                administrator
                        .post("/admin/quarantine/discard", Map.of("site", "main", "entry", "0/odd"))
                        .status());
        SiteCommand command = poll("main", List.of()).getFirst();
        assertEquals(SiteCommands.Kind.DISCARD_QUARANTINED, command.kind());
        assertEquals("0/odd", command.entry().orElseThrow());
        assertEquals(
                1,
                server.column("SELECT 1 FROM audit WHERE action = 'quarantine.discard' AND target = '0/odd'")
                        .size());
    }

    private static Optional<Quarantine> none() {
        return Optional.empty();
    }

    private MessageId dead() {
        Envelope message = envelope(newId(), A);
        handOver(spent(message, 0));
        return message.messageId();
    }

    private static void handOver(DeadLetter... letters) {
        Answer answer = worker.post("/internal/messages/dead-letters", new DeadLetterRequest(List.of(letters)));
        assertEquals(204, answer.status(), answer::toString);
    }

    private static DeadLetter spent(Envelope message, int epoch) {
        return new DeadLetter(message, 10_000, "10000 attempts are spent; the last: no", true, epoch);
    }

    private static JsonNode requeue(MessageId id) {
        return order(REQUEUE, Map.of("message_ids", List.of(id.toString())));
    }

    private static JsonNode discard(MessageId id) {
        return order(DISCARD, Map.of("message_ids", List.of(id.toString())));
    }

    private static JsonNode order(String path, Map<String, Object> order) {
        Answer answer = administrator.post(path, order);
        assertEquals(200, answer.status(), answer::toString);
        return answer.json();
    }

    private static JsonNode list(String query) {
        Answer answer = administrator.get("/admin/dead-letters?" + query);
        assertEquals(200, answer.status(), answer::toString);
        return answer.json();
    }

    private static List<String> ids(JsonNode page) {
        return StreamSupport.stream(page.path("dead_letters").spliterator(), false)
                .map(each -> each.path("message_id").textValue())
                .toList();
    }

    private static List<SiteCommand> poll(String site, List<UUID> done) {
        Answer answer = worker.post("/internal/commands", new CommandPoll(site, done, List.of(), none()));
        assertEquals(200, answer.status(), answer::toString);
        return Json.parse(answer.body(), SiteCommands.class).commands();
    }

    private static String deliver(Envelope message, int epoch) {
        DeliverRequest request = new DeliverRequest(List.of(new Delivery(message, 0, epoch)));
        return worker.post("/internal/messages/deliver", request)
                .json()
                .path("results")
                .path(0)
                .path("outcome")
                .textValue();
    }

    private static String status(MessageId id) {
        return proxy.get("/internal/messages/" + id).json().path("status").textValue();
    }

    private static long audited(String action, MessageId id) {
        return server.column("SELECT 1 FROM audit WHERE action = '" + action + "' AND target = '" + id + "'")
                .size();
    }

    private static MessageId newId() {
        return MessageId.create(InstantSource.system());
    }

    private static Envelope envelope(MessageId id, ClientId client) {
        return sealed(new Envelope(Envelope.SEALED, id, client, Instant.now(), content("dead body")));
    }

    private static byte[] content(String body) {
        return Json.bytes(Map.of("sender_number", "+989121234567", "message_body", body));
    }

    private static Envelope sealed(Envelope open) {
        return sealer.seal(open).orElseThrow();
    }
}
