package org.messagebroker.server.testmessage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.DeadLetterRequest;
import org.messagebroker.api.DeadLetterRequest.DeadLetter;
import org.messagebroker.api.DeliverRequest;
import org.messagebroker.api.DeliverRequest.Delivery;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.PolicyPoll;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.api.TestMessageReport;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Role;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.server.database.Rows;
import org.messagebroker.testing.Await;

/** A test message from its order to its end; proxy and worker are played. */
class TestMessageIT {

    private static final int LONGEST = 20;

    @TempDir
    static Path directory;

    private static RunningServer server;
    private static Caller admin;
    private static Caller worker;

    private String name;
    private Issued certificate;
    private Caller proxy;

    @BeforeAll
    static void start() {
        server = RunningServer.start(directory, Map.of());
        admin = server.administrator();
        worker = server.peer(Role.WORKER, "worker-1");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Each test has a proxy of its own, which has reported. */
    @BeforeEach
    void join(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName().substring(0, 12);
        certificate = server.certificates().issue(Role.PROXY, name);
        server.enter(certificate);
        proxy = server.peer(certificate);
        assertEquals(204, poll(0).status());
    }

    @Test
    void tellsEachStepOfAMessageThatArrives() throws Exception {
        UUID test;
        try (var waiting = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = CompletableFuture.supplyAsync(() -> poll(LONGEST), waiting);
            JsonNode ordered = order();
            assertEquals("waiting", ordered.path("state").textValue());
            assertEquals(RunningServer.ADMIN, ordered.path("ordered_by").textValue());
            test = told(answer.get(LONGEST / 4, TimeUnit.SECONDS)).orElseThrow();
        }
        assertTrue(last().hasNonNull("fetched_at"));
        Envelope envelope = sealed(test);
        Instant accepted = envelope.acceptedAt().plusMillis(3);
        assertEquals(204, poll(report(test, envelope, accepted)).status());
        assertEquals("accepted", last().path("state").textValue());

        assertEquals("stored", deliver(envelope));

        JsonNode delivered = last();
        assertEquals("delivered", delivered.path("state").textValue());
        assertEquals(accepted.toString(), delivered.path("accepted_at").textValue());
        assertEquals("worker-1", delivered.path("worker").textValue());
        assertEquals(
                envelope.messageId().toString(), delivered.path("message_id").textValue());
        assertTrue(delivered.path("total_millis").longValue() >= 0);
        assertEquals(delivered, shown());
    }

    @Test
    void isStoredNowhereAndCountedNowhere() {
        long before = stored();
        UUID test = ordered();
        Envelope envelope = sealed(test);

        assertEquals("stored", deliver(envelope));
        assertEquals("duplicate", deliver(envelope));

        for (String table : List.of("messages", "message_attempts", "dead_letters")) {
            assertEquals(
                    List.of("0"),
                    server.column("SELECT COUNT(*) FROM " + table + " WHERE HEX(message_id) = '"
                            + envelope.messageId().toString().replace("-", "") + "'"),
                    table);
        }
        assertEquals(
                List.of("0"),
                server.column("SELECT COUNT(*) FROM statistics_pending WHERE client_id = 'test-message'"));
        assertEquals(before, stored());
        assertEquals(404, admin.get("/admin/messages/" + envelope.messageId()).status());
    }

    @Test
    void isOneAtATimeAndToldToItsProxyOnce() {
        JsonNode first = order();
        JsonNode second = order();

        assertEquals(first, second);
        assertEquals(List.of("1"), audited());
        assertTrue(told(poll(0)).isPresent());
        assertEquals(204, poll(0).status());
        assertEquals(204, poll(1).status());
    }

    @Test
    void reachesAProxyThatWaitsAtAnotherServer() throws Exception {
        RunningServer other =
                RunningServer.beside(server, directory.resolve("second"), directory.resolve("encryption.key"));
        try (var waiting = Executors.newVirtualThreadPerTaskExecutor()) {
            Await.until(() -> other.anyone().get("/health").status() == 200, "it is ready");
            Caller there = other.peer(certificate);
            PolicyVersion version = current();
            var answer = CompletableFuture.supplyAsync(
                    () -> there.post("/internal/policy", asking(version, LONGEST, Optional.empty())), waiting);
            order();
            assertTrue(told(answer.get(LONGEST / 4, TimeUnit.SECONDS)).isPresent());
        } finally {
            other.service().close();
        }
    }

    @Test
    void saysWhatTheProxyCouldNotDo() {
        UUID test = ordered();
        assertEquals(
                204,
                poll(new TestMessageReport(
                                test, Optional.empty(), Optional.empty(), Optional.of("Redis takes no\nmore writes")))
                        .status());

        failed("not_accepted", "Redis takes no more writes");
        assertEquals("waiting", order().path("state").textValue());
    }

    @Test
    void failsWhenTheProxyDoesNotFetchItAndIsNeverSentThen() {
        order();
        pass("ordered_at", 11);

        failed("not_fetched", "within 10 s");
        assertEquals(204, poll(1).status());
    }

    @Test
    void hasFailedWhenTheProxySaysNothing() {
        ordered();
        pass("fetched_at", 11);

        failed("not_answered", "log");
    }

    @Test
    void waitsThirtySecondsForAWorkerButTakesALateOne() {
        UUID test = ordered();
        Envelope envelope = sealed(test);
        poll(report(test, envelope, envelope.acceptedAt()));
        pass("reported_at", 31);
        failed("not_delivered", "worker");

        assertEquals("stored", deliver(envelope));
        assertEquals("delivered", last().path("state").textValue());
    }

    @Test
    void believesNoOtherProxyAndNoOtherTest() {
        UUID test = ordered();
        Issued thief = server.certificates().issue(Role.PROXY, "thief");
        server.enter(thief);

        assertEquals("duplicate", deliver(sealed(thief, test)));
        assertEquals("duplicate", deliver(sealed(UUID.randomUUID())));
        assertEquals(
                204,
                server.peer(thief)
                        .post(
                                "/internal/policy",
                                asking(current(), 0, Optional.of(report(test, sealed(test), Instant.now()))))
                        .status());
        assertEquals("waiting", last().path("state").textValue());
    }

    @Test
    void takesNoClientsMessageForATest() {
        UUID test = ordered();
        Envelope envelope = sealed(test);

        assertEquals("rejected", deliver(envelope.as(Envelope.SEALED, envelope.payload())));
        assertEquals("waiting", last().path("state").textValue());
        assertEquals(
                400,
                admin.post("/admin/clients", Map.of("client_id", Envelope.TEST_CLIENT.value()))
                        .status());
        assertEquals(
                400,
                admin.post("/admin/certificates/generate", Map.of("name", Envelope.TEST_CLIENT.value()))
                        .status());
    }

    /** Whatever a proxy says of a test, it keeps hearing of the policy. */
    @Test
    void takesTheTimeOfTheReportForOneThatCannotBe() {
        UUID test = ordered();

        assertEquals(204, poll(report(test, sealed(test), Instant.EPOCH)).status());

        assertEquals("accepted", last().path("state").textValue());
        Instant told = Instant.parse(last().path("accepted_at").textValue());
        assertTrue(told.isAfter(Instant.now().minusSeconds(60)), told::toString);
    }

    @Test
    void saysThatWhatSuchAProxySendsIsNotStoredAndKeepsNothing() {
        UUID test = ordered();
        Envelope early =
                sealed(certificate, test, MessageId.create(() -> Instant.now().plusSeconds(3600)));

        assertEquals("duplicate", deliver(early));
        assertEquals(204, poll(report(test, early, early.acceptedAt())).status());

        failed("not_stored", "minutes in the future");
        assertEquals(List.of("0"), server.column("SELECT COUNT(*) FROM messages WHERE client_id = 'test-message'"));
    }

    /** It may be a client's message that somebody has made look like a test: it is kept to be looked at. */
    @Test
    void givesUpWhatOnlyLooksLikeATestWithoutCountingIt() {
        Envelope forged = sealed(ordered()).as(Envelope.SEALED_TEST, new byte[] {1, 2, 3});

        assertEquals("rejected", deliver(forged));
        DeadLetter letter = new DeadLetter(forged, 1, "rejected: it cannot be opened", false, 0);
        assertEquals(
                204,
                worker.post("/internal/messages/dead-letters", new DeadLetterRequest(List.of(letter)))
                        .status());

        assertEquals(List.of("1"), server.column("SELECT COUNT(*) FROM dead_letters WHERE client_id = 'test-message'"));
        assertEquals(List.of("0"), server.column("SELECT COUNT(*) FROM messages WHERE client_id = 'test-message'"));
        server.execute("DELETE FROM dead_letters WHERE client_id = ?", Envelope.TEST_CLIENT.value());
    }

    @Test
    void isForWhoMayChangeProxiesAndSeenByWhoMaySeeThem() {
        server.addPerson("auditor@example.org", "auditor");
        server.addPerson("user@example.org", "user");
        Caller auditor = server.person("auditor@example.org", RunningServer.PASSWORD);
        Caller user = server.person("user@example.org", RunningServer.PASSWORD);

        assertEquals(403, auditor.post(path(), Map.of()).status());
        assertEquals(401, server.anyone().post(path(), Map.of()).status());
        assertEquals(404, auditor.get(path()).status());
        assertEquals(List.of("0"), audited());
        assertEquals(202, admin.post(path(), Map.of()).status());
        assertEquals(200, auditor.get(path()).status());
        assertEquals(403, user.get(path()).status());
        assertEquals(404, admin.post("/admin/proxies/nobody/test", Map.of()).status());
    }

    @Test
    void isForgottenWithItsProxyAndAfterADay() {
        order();
        pass("ordered_at", Duration.ofDays(1).toSeconds() + 1);
        assertEquals(404, admin.get(path()).status());
        assertFalse(shown().isObject());

        order();
        assertEquals(204, admin.delete("/admin/proxies/" + name).status());
        assertEquals(404, admin.get(path()).status());
    }

    private String path() {
        return "/admin/proxies/" + name + "/test";
    }

    private JsonNode order() {
        Answer answer = admin.post(path(), Map.of());
        assertEquals(202, answer.status(), answer::toString);
        return answer.json();
    }

    /** Ordered and fetched. */
    private UUID ordered() {
        order();
        return told(poll(0)).orElseThrow();
    }

    private JsonNode last() {
        Answer answer = admin.get(path());
        assertEquals(200, answer.status(), answer::toString);
        return answer.json();
    }

    /** The same among the proxies. */
    private JsonNode shown() {
        return StreamSupport.stream(admin.get("/admin/proxies/status").json().spliterator(), false)
                .filter(each -> each.path("name").textValue().equals(name))
                .findFirst()
                .orElseThrow()
                .path("test");
    }

    private void failed(String failure, String words) {
        JsonNode test = last();
        assertEquals("failed", test.path("state").textValue());
        assertEquals(failure, test.path("failure").textValue());
        assertTrue(test.path("reason").textValue().contains(words), test::toString);
    }

    /** As if so much time had passed since. */
    private void pass(String column, long seconds) {
        server.execute(
                "UPDATE test_messages SET " + column + " = " + column + " - INTERVAL " + seconds + " SECOND"
                        + " WHERE proxy = ?",
                name);
    }

    private List<String> audited() {
        return server.column("SELECT COUNT(*) FROM audit WHERE action = 'proxy.test' AND target = '" + name + "'");
    }

    private Answer poll(int wait) {
        return proxy.post("/internal/policy", asking(current(), wait, Optional.empty()));
    }

    private Answer poll(TestMessageReport report) {
        return proxy.post("/internal/policy", asking(current(), 0, Optional.of(report)));
    }

    private static PolicyPoll asking(PolicyVersion after, int wait, Optional<TestMessageReport> test) {
        return new PolicyPoll(after, wait, RunningServer.report(Optional.empty(), List.of()), test);
    }

    private static Optional<UUID> told(Answer answer) {
        return Optional.ofNullable(answer.json().path("test").path("test_id").textValue())
                .map(UUID::fromString);
    }

    private static TestMessageReport report(UUID test, Envelope envelope, Instant acceptedAt) {
        return new TestMessageReport(
                test, Optional.of(envelope.messageId()), Optional.of(acceptedAt), Optional.empty());
    }

    private Envelope sealed(UUID test) {
        return sealed(certificate, test);
    }

    private static Envelope sealed(Issued signer, UUID test) {
        return sealed(signer, test, MessageId.create(InstantSource.system()));
    }

    private static Envelope sealed(Issued signer, UUID test, MessageId id) {
        Envelope envelope = new Envelope(Envelope.SEALED_TEST, id, Envelope.TEST_CLIENT, id.time(), Rows.bytes(test));
        return RunningServer.sealer(signer, server.sealingKey(signer))
                .seal(envelope)
                .orElseThrow();
    }

    private static String deliver(Envelope envelope) {
        return worker.post("/internal/messages/deliver", new DeliverRequest(List.of(new Delivery(envelope, 0, 0))))
                .json()
                .path("results")
                .path(0)
                .path("outcome")
                .textValue();
    }

    private static long stored() {
        return server.service().metrics().total("main_server_messages_delivered_total", each -> true);
    }

    private static PolicyVersion current() {
        String[] parts =
                admin.get("/admin/policy").json().path("version").textValue().split("\\.", -1);
        return new PolicyVersion(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }
}
