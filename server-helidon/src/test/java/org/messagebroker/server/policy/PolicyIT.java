package org.messagebroker.server.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.Policy;
import org.messagebroker.api.PolicyPoll;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.api.ProxyReport;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Role;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.service.json.Json;
import org.messagebroker.testing.Await;

/** How proxies learn the policy, and how people see who obeys it. */
@Tag("database")
class PolicyIT {

    private static final int LONGEST = 30;
    private static final Duration GRACE = Duration.ofHours(3);

    @TempDir
    static Path directory;

    private static RunningServer server;
    private static Caller admin;
    private static Caller proxy;

    @BeforeAll
    static void start() {
        server = RunningServer.start(directory, Map.of("policy.grace", GRACE.toHours() + "h"));
        admin = server.administrator();
        proxy = server.peer(Role.PROXY, "proxy-7");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void givesTheWholePolicyToAProxyThatKnowsNone() {
        Answer answer = poll(proxy, PolicyVersion.NONE, 0);

        assertEquals(200, answer.status());
        assertEquals("no-store", answer.header("Cache-Control"));
        assertEquals(current(), policy(answer).version());
        assertEquals(GRACE.toSeconds(), policy(answer).graceSeconds());
    }

    @Test
    void answersNothingWhereThereIsNothingNew() {
        assertEquals(204, poll(proxy, current(), 0).status());
        assertEquals(204, poll(proxy, current(), 1).status());
        assertEquals(204, poll(proxy, current(), -5).status());
    }

    @Test
    void wakesAProxyThatWaitsAsSoonAsSomethingChanges() throws Exception {
        PolicyVersion before = current();
        forget("proxy-7");
        try (var waiting = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = CompletableFuture.supplyAsync(() -> poll(proxy, before, LONGEST), waiting);
            Await.until(
                    () -> server.column("SELECT name FROM proxies WHERE name = 'proxy-7'")
                            .contains("proxy-7"),
                    "it is heard");
            assertFalse(answer.isDone());
            change("woken-1");

            Answer woken = answer.get(LONGEST / 3, TimeUnit.SECONDS);

            assertEquals(200, woken.status());
            assertTrue(policy(woken).version().isAfter(before));
            assertTrue(policy(woken).clients().stream()
                    .anyMatch(each -> each.clientId().value().equals("woken-1")));
        }
    }

    @Test
    void beginsANewEpochForAProxyThatKnowsMoreThanTheDatabase() {
        PolicyVersion before = current();
        PolicyVersion known = new PolicyVersion(Instant.now().getEpochSecond() + 1000, 7);

        Policy policy = policy(poll(proxy, known, LONGEST));

        assertTrue(policy.version().isAfter(known), policy.version()::toString);
        assertEquals(new PolicyVersion(known.epoch() + 1, 1), policy.version());
        assertEquals(policy.version(), current());
        assertEquals(204, poll(proxy, policy.version(), 0).status());
        List<String> audited = server.column(
                "SELECT details FROM audit WHERE action = 'policy.epoch' AND target = '" + policy.version() + "'");
        assertEquals(1, audited.size());
        assertTrue(audited.getFirst().contains(before.toString())
                && audited.getFirst().contains("proxy-7"));
    }

    @Test
    void raisesNoEpochOverAVersionThatCannotBe() {
        PolicyVersion before = current();

        assertEquals(400, poll(proxy, new PolicyVersion(Long.MAX_VALUE, 1), 0).status());
        assertEquals(400, poll(proxy, new PolicyVersion(-1, 1), 0).status());
        assertEquals(before, current());
    }

    @Test
    void isForProxiesOnly() {
        assertEquals(
                403,
                poll(server.peer(Role.WORKER, "worker-7"), PolicyVersion.NONE, 0)
                        .status());
        assertEquals(
                403,
                poll(server.peer(server.certificates().issue(Role.CLIENT, "client-7")), PolicyVersion.NONE, 0)
                        .status());
        assertEquals(401, poll(server.anyone(), PolicyVersion.NONE, 0).status());
    }

    @Test
    void knowsACertificateThatAnotherServerIssuedAMomentAgo() {
        Issued unknown = server.certificates().issue(Role.PROXY, "proxy-9");
        for (int i = 0; i < 5; i++) {
            Issued issued = server.certificates().issue(Role.PROXY, "proxy-9");
            assertEquals(204, poll(proxy, current(), 0).status(), "the inventory has just been looked at");
            server.enter(issued);

            assertEquals(200, poll(server.peer(issued), PolicyVersion.NONE, 0).status());
        }
        assertEquals(403, poll(server.peer(unknown), PolicyVersion.NONE, 0).status());
    }

    @Test
    void showsTheDepthOfTheReportThatFollowsAnAnswer() {
        Caller deep = server.peer(Role.PROXY, "proxy-10");

        assertEquals(204, poll(deep, withDepth(3), 2).status());
        assertEquals(3, depth("proxy-10"));
        assertEquals(204, poll(deep, withDepth(0), 0).status());
        assertEquals(0, depth("proxy-10"));
    }

    @Test
    void writesDownOnlyNowAndThenThatAProxyWithNothingNewIsThereButAlwaysKnowsIt() {
        Caller quiet = server.peer(Role.PROXY, "proxy-11");
        ProxyReport report = withDepth(5);
        assertEquals(204, poll(quiet, report, 0).status());
        String written = written("last_seen", "proxy-11");

        Instant asked = Instant.now();
        assertEquals(204, poll(quiet, report, 0).status());
        assertFalse(seen("proxy-11").isBefore(asked));

        Await.until(
                () -> poll(quiet, report, 0).status() == 204
                        && !written("last_seen", "proxy-11").equals(written),
                "a sign of life is written down");
        String between = "TIMESTAMPDIFF(MICROSECOND, '" + written + "', last_seen) DIV 1000";
        long millis = Long.parseLong(written(between, "proxy-11"));
        assertTrue(millis >= TimeUnit.SECONDS.toMillis(5) - 1, "both are cut off to milliseconds: " + millis);
    }

    @Test
    void writesDownWhatAProxySaysNew() {
        Caller talking = server.peer(Role.PROXY, "proxy-12");
        assertEquals(204, poll(talking, withDepth(5), 0).status());
        String report = written("report", "proxy-12");

        Await.until(
                () -> poll(talking, withDepth(6), 0).status() == 204
                        && !written("report", "proxy-12").equals(report),
                "what is new is written down");
    }

    private static String written(String column, String proxy) {
        return server.column("SELECT " + column + " FROM proxies WHERE name = '" + proxy + "'")
                .getFirst();
    }

    private static Instant seen(String proxy) {
        return Instant.parse(shown(proxy).path("last_seen").textValue());
    }

    @Test
    void namesAProxyThatHasNotConfirmedAndUntilWhenItMayAccept() {
        Caller other = server.peer(Role.PROXY, "proxy-8");
        poll(other, current(), 0);
        assertFalse(unconfirmed().contains("proxy-8"), unconfirmed()::toString);
        PolicyVersion before = current();
        Instant heard = Instant.now();
        poll(other, before, 0);
        change("unconfirmed-1");

        assertTrue(unconfirmed().contains("proxy-8"));
        JsonNode named = confirmation("proxy-8");
        assertEquals(before.toString(), named.path("version").textValue());
        assertFalse(named.path("confirmed").booleanValue());
        Instant until = Instant.parse(named.path("accepts_until").textValue());
        assertFalse(seen("proxy-8").isBefore(heard));
        assertEquals(seen("proxy-8").plusSeconds(5).plus(GRACE), until, "another server may have heard it 5 s later");

        poll(other, current(), 0);
        assertFalse(unconfirmed().contains("proxy-8"));
        assertTrue(confirmation("proxy-8").path("confirmed").booleanValue());
    }

    @Test
    void isShownToWhoMaySeeProxiesOnly() {
        server.addPerson("auditor@example.org", "auditor");
        server.addPerson("user@example.org", "user");
        Caller auditor = server.person("auditor@example.org", RunningServer.PASSWORD);
        Caller user = server.person("user@example.org", RunningServer.PASSWORD);

        assertEquals(200, auditor.get("/admin/policy").status());
        assertEquals(403, auditor.get("/admin/policy/file").status());
        assertEquals(200, admin.get("/admin/policy/file").status());
        assertEquals(403, user.get("/admin/policy").status());
        assertEquals(401, server.anyone().get("/admin/policy").status());
    }

    private static Answer poll(Caller caller, PolicyVersion after, int waitSeconds) {
        return caller.post(
                "/internal/policy",
                new PolicyPoll(
                        after, waitSeconds, RunningServer.report(Optional.empty(), List.of()), Optional.empty()));
    }

    private static Answer poll(Caller caller, ProxyReport report, int waitSeconds) {
        return caller.post("/internal/policy", new PolicyPoll(current(), waitSeconds, report, Optional.empty()));
    }

    private static ProxyReport withDepth(long depth) {
        ProxyReport any = RunningServer.report(Optional.empty(), List.of());
        return new ProxyReport(
                any.site(),
                any.version(),
                any.startedAt(),
                any.status(),
                any.checks(),
                Optional.of(depth),
                Optional.of(depth),
                Optional.of(0L),
                any.accepted(),
                any.refused(),
                any.certificateEnd(),
                any.verifiesClients(),
                any.tls(),
                any.trial(),
                any.negotiated());
    }

    private static long depth(String proxy) {
        return shown(proxy).path("depth").longValue();
    }

    private static JsonNode shown(String proxy) {
        return StreamSupport.stream(admin.get("/admin/proxies/status").json().spliterator(), false)
                .filter(each -> each.path("name").textValue().equals(proxy))
                .findFirst()
                .orElseThrow();
    }

    private static Policy policy(Answer answer) {
        assertEquals(200, answer.status(), answer::toString);
        return Json.parse(
                Base64.getDecoder().decode(answer.json().path("policy").textValue()), Policy.class);
    }

    private static void change(String client) {
        assertEquals(
                201, admin.post("/admin/clients", Map.of("client_id", client)).status());
    }

    private static void forget(String name) {
        admin.delete("/admin/proxies/" + name);
    }

    private static PolicyVersion current() {
        String[] parts = status().path("version").textValue().split("\\.", -1);
        return new PolicyVersion(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    private static JsonNode status() {
        return admin.get("/admin/policy").json();
    }

    private static List<String> unconfirmed() {
        return StreamSupport.stream(status().path("unconfirmed").spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    private static JsonNode confirmation(String name) {
        return StreamSupport.stream(status().path("proxies").spliterator(), false)
                .filter(each -> each.path("name").textValue().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
