package org.messagebroker.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.api.Policy.ClientPolicy;
import org.messagebroker.api.ReplayMode;
import org.messagebroker.certs.Issued;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.RawTls;

/**
 * What is sent again, and how often clients may send: two proxies on one Redis, asked over real TLS. Each proxy has an
 * authority of its own, so a client has a certificate for each.
 */
class RepeatsIT {

    private static final String OTHER = Requests.GOOD.replace("4567", "4568");
    private static final int MEETINGS = 100;
    private static final int SECONDS_OF_A_MINUTE = 60;
    private static final int SECONDS_NEEDED = 15;

    @TempDir
    private static Path directory;

    private static RunningProxy proxy;
    private static RunningProxy second;

    @BeforeAll
    static void start() {
        proxy = RunningProxy.start(directory.resolve("first"));
        second = RunningProxy.start(
                directory.resolve("second"),
                Map.of("REDIS_PORT", String.valueOf(proxy.redis().port())));
    }

    @AfterAll
    static void stop() {
        second.close();
        proxy.close();
    }

    @Test
    void givesTheFirst202AgainUnderTheSameKeyAtEitherProxy() throws IOException {
        Client client = Client.any();
        RawTls.Answer first = client.submit(Requests.GOOD, "Idempotency-Key: order-17/3");
        RawTls.Answer again = client.submit(Requests.GOOD, "idempotency-key: order-17/3");
        RawTls.Answer there = client.submitThere(Requests.GOOD, "Idempotency-Key:  order-17/3 ");
        assertEquals(202, first.status());
        assertEquals(Optional.empty(), first.header("Idempotency-Replayed"));
        assertReplayed(first, again);
        assertReplayed(first, there);
        assertEquals(Requests.json(first).size(), Requests.json(there).size());
    }

    @Test
    void knowsTheContentAgainHoweverItIsWritten() throws IOException {
        Client client = Client.any();
        String key = "Idempotency-Key: " + UUID.randomUUID();
        RawTls.Answer first = client.submit(
                "{\"sender_number\":\"+989121234567\",\"message_body\":\"é 👋\",\"metadata\":{\"domain\":\"a.ir\"}}",
                key);
        RawTls.Answer again = client.submitThere("""
                {
                  "metadata": {"timestamp": "2026-11-24T10:00:00", "client_id": "x", "domain": "a.ir"},
                  "message_body": "\\u00e9 \\ud83d\\udc4b",
                  "sender_number": "+989121234567", "more": 1
                }""", key);
        assertReplayed(first, again);
    }

    @Test
    void refusesTheKeyOfAnotherMessageWith422() throws IOException {
        Client client = Client.any();
        String key = "Idempotency-Key: " + UUID.randomUUID();
        assertEquals(202, client.submit(Requests.GOOD, key).status());
        double before = failed("key_conflict");
        for (String other : List.of(
                OTHER,
                Requests.GOOD.replace("سلام", "سلامم"),
                Requests.GOOD.replace("}", ",\"metadata\":{\"domain\":\"a.ir\"}}"))) {
            Problems.assertProblem(422, "idempotency_conflict", client.submit(other, key));
        }
        assertEquals(before + 3, failed("key_conflict"));
        assertEquals(
                202,
                client.submit(OTHER, "Idempotency-Key: " + UUID.randomUUID()).status());
    }

    @Test
    void keepsTheKeysAndNoncesOfClientsApart() throws IOException {
        String[] headers = {"Idempotency-Key: the-same", "X-Nonce: the-same-0123456789", now()};
        RawTls.Answer one = Client.any().submit(Requests.GOOD, headers);
        RawTls.Answer other = Client.any().submitThere(OTHER, headers);
        assertEquals(List.of(202, 202), List.of(one.status(), other.status()), other.body());
        assertNotEquals(id(one), id(other));
        assertEquals(Optional.empty(), other.header("Idempotency-Replayed"));
    }

    @Test
    void takesTheSameMessageTwiceWithoutKeyAndNonce() throws IOException {
        Client client = Client.any();
        RawTls.Answer one = client.submit(Requests.GOOD);
        RawTls.Answer two = client.submit(Requests.GOOD);
        assertEquals(List.of(202, 202), List.of(one.status(), two.status()));
        assertNotEquals(id(one), id(two));
    }

    @Test
    void refusesAKeyThatIsNoneAndNamesTheHeader() throws IOException {
        Client client = Client.any();
        for (String bad : List.of("", "a b", "a\tb", "é", "x".repeat(129))) {
            assertField("Idempotency-Key", client.submit(Requests.GOOD, "Idempotency-Key: " + bad));
        }
        assertTwice("Idempotency-Key", client.submit(Requests.GOOD, "Idempotency-Key: a", "Idempotency-Key: a"));
        for (String good : List.of("!", "x".repeat(128), "{}:*[]'\"\\", "a,b")) {
            assertEquals(
                    202,
                    client.submit(Requests.GOOD, "Idempotency-Key: " + good).status(),
                    good);
        }
    }

    @Test
    void leavesTheKeyFreeWhenTheMessageIsRefused() throws IOException {
        Client client = Client.any();
        String[] headers = {"Idempotency-Key: " + UUID.randomUUID(), nonce(), now()};
        Problems.assertProblem(400, "validation_error", client.submit("{}", headers));
        RawTls.Answer taken = client.submitThere(Requests.GOOD, headers);
        assertEquals(202, taken.status());
        assertEquals(Optional.empty(), taken.header("Idempotency-Replayed"));
    }

    @Test
    void takesANonceOnceAndTellsTheFirstOfTheSameContentOnly() throws IOException {
        Client client = Client.any();
        String[] headers = {nonce(), now()};
        RawTls.Answer first = client.submit(Requests.GOOD, headers);
        assertEquals(202, first.status());
        double before = failed("nonce_used");
        RawTls.Answer same = client.submit(Requests.GOOD, headers);
        Problems.assertProblem(409, "duplicate_request", same);
        assertEquals(id(first), Requests.json(same).path("details").path("message_id"));
        RawTls.Answer other = client.submit(OTHER, headers);
        Problems.assertProblem(409, "duplicate_request", other);
        assertTrue(Requests.json(other).path("details").path("message_id").isMissingNode(), other.body());
        assertEquals(before + 2, failed("nonce_used"));
        Problems.assertProblem(409, "duplicate_request", client.submitThere(Requests.GOOD, headers));
        assertEquals(202, client.submit(Requests.GOOD, nonce(), now()).status());
    }

    @Test
    void takesATimestampWithinTheWindowOnlyAndTellsItsOwnTime() throws IOException {
        Client client = Client.any();
        assertEquals(
                202, client.submit(Requests.GOOD, nonce(), secondsFromNow(-310)).status());
        assertEquals(
                202, client.submit(Requests.GOOD, nonce(), secondsFromNow(20)).status());
        for (long far : List.of(-360L, 60L, -86_400L, 86_400L)) {
            RawTls.Answer answer = client.submit(Requests.GOOD, nonce(), secondsFromNow(far));
            assertField("X-Timestamp", answer);
            Instant told = Instant.parse(
                    Requests.json(answer).path("details").path("server_time").textValue());
            assertTrue(Math.abs(told.getEpochSecond() - Instant.now().getEpochSecond()) < 30, answer.body());
        }
    }

    @Test
    void leavesANonceFreeWhoseTimestampWasRefused() throws IOException {
        Client client = Client.any();
        String nonce = nonce();
        assertField("X-Timestamp", client.submit(Requests.GOOD, nonce, secondsFromNow(-3600)));
        assertEquals(202, client.submitThere(Requests.GOOD, nonce, now()).status());
    }

    @Test
    void readsTheTimeInEveryForm() throws IOException {
        Client client = Client.any();
        Instant now = Instant.now();
        for (String time : List.of(
                now.toString(),
                now.toString().replace("Z", ""),
                now.toString().replace("Z", "+00:00"),
                String.valueOf(now.getEpochSecond()),
                String.valueOf(now.toEpochMilli()))) {
            assertEquals(
                    202,
                    client.submit(Requests.GOOD, nonce(), "X-Timestamp: " + time)
                            .status(),
                    time);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "12",
                "-1795514400",
                "1e10",
                "2026-11-24",
                "2026-13-24T10:00:00Z",
                "2026-11-24T10:00:00",
                "+999999999-12-31T23:59:59Z",
                "-999999999-01-01T00:00:00Z",
                "99999999999999"
            })
    void refusesATimeThatIsNoneOrFarOff(String time) throws IOException {
        assertField("X-Timestamp", Client.any().submit(Requests.GOOD, nonce(), "X-Timestamp: " + time));
    }

    @Test
    void refusesANonceThatIsNoneOrStandsAlone() throws IOException {
        Client client = Client.any();
        for (String bad :
                List.of("", "0123456789abcde", "with spaces in it!", "x".repeat(129), "{0}-0123456789abcdef")) {
            assertField("X-Nonce", client.submit(Requests.GOOD, "X-Nonce: " + bad, now()));
        }
        String nonce = nonce();
        assertTwice("X-Nonce", client.submit(Requests.GOOD, nonce, nonce, now()));
        assertTwice("X-Timestamp", client.submit(Requests.GOOD, nonce, now(), now()));
        Problems.assertProblem(400, "validation_error", client.submit(Requests.GOOD, nonce));
        Problems.assertProblem(400, "validation_error", client.submit(Requests.GOOD, now()));
        assertEquals(202, client.submit(Requests.GOOD, nonce, now()).status());
    }

    @Test
    void looksAtTheKeyBeforeNonceAndTime() throws IOException {
        Client client = Client.any();
        String key = "Idempotency-Key: " + UUID.randomUUID();
        String nonce = nonce();
        RawTls.Answer first = client.submit(Requests.GOOD, key, nonce, now());
        assertReplayed(first, client.submit(Requests.GOOD, key, nonce, now()));
        assertReplayed(first, client.submitThere(Requests.GOOD, key, nonce(), now()));
        assertReplayed(first, client.submitThere(Requests.GOOD, key, nonce(), secondsFromNow(-3600)));
        Problems.assertProblem(422, "idempotency_conflict", client.submit(OTHER, key, nonce, now()));
        Problems.assertProblem(409, "duplicate_request", client.submit(Requests.GOOD, nonce, now()));
    }

    @Test
    void wantsNonceOrKeyWhereOneIsRequiredOnTheOpenConnection() throws IOException {
        Client client = Client.any();
        try (RawTls connection = proxy.connect(client.here())) {
            assertEquals(202, submit(connection, Requests.GOOD).status());
            client.change(policy -> TestPolicy.replay(policy, ReplayMode.REQUIRED));
            Problems.assertProblem(400, "validation_error", submit(connection, Requests.GOOD));
            assertEquals(202, submit(connection, Requests.GOOD, nonce(), now()).status());
            assertEquals(
                    202, submit(connection, Requests.GOOD, "Idempotency-Key: k").status());
            client.change(policy -> TestPolicy.replay(policy, ReplayMode.OPTIONAL));
            assertEquals(202, submit(connection, Requests.GOOD).status());
        }
    }

    @Test
    void looksAtNoNonceWhereTheyAreOffButAtKeys() throws IOException {
        Client client = Client.any();
        client.change(policy -> TestPolicy.replay(policy, ReplayMode.OFF));
        String[] headers = {nonce(), secondsFromNow(-3600)};
        assertEquals(202, client.submit(Requests.GOOD, headers).status());
        assertEquals(202, client.submit(Requests.GOOD, headers).status());
        assertEquals(202, client.submit(Requests.GOOD, "X-Nonce: ?").status());
        RawTls.Answer first = client.submit(Requests.GOOD, "Idempotency-Key: k");
        assertReplayed(first, client.submit(Requests.GOOD, "Idempotency-Key: k"));
    }

    @Test
    void countsAClientsMessagesOverBothProxiesAndSaysWhereItStands() throws IOException {
        Client client = Client.any();
        client.change(policy -> TestPolicy.rate(policy, Optional.of(3)));
        awaitRoomInTheMinute();
        assertStands(202, 3, 2, client.submit(Requests.GOOD));
        assertStands(202, 3, 1, client.submitThere(Requests.GOOD));
        assertStands(202, 3, 0, client.submit(Requests.GOOD));
        double before = failed("rate_exceeded");
        assertLimited(3, client.submit(Requests.GOOD));
        assertEquals(before + 1, failed("rate_exceeded"));
        assertLimited(3, client.submitThere(Requests.GOOD));
    }

    @Test
    void takesNoRateForWhatIsReplayedOrRefused() throws IOException {
        Client client = Client.any();
        client.change(policy -> TestPolicy.rate(policy, Optional.of(2)));
        String[] headers = {"Idempotency-Key: k", nonce(), now()};
        awaitRoomInTheMinute();
        assertStands(202, 2, 1, client.submit(Requests.GOOD, headers));
        assertStands(202, 2, 1, client.submitThere(Requests.GOOD, headers));
        assertStands(422, 2, 1, client.submit(OTHER, headers));
        assertEquals(409, client.submit(Requests.GOOD, headers[1], headers[2]).status());
        assertEquals(400, client.submit("{}").status());
        assertEquals(
                400,
                client.submit(Requests.GOOD, nonce(), secondsFromNow(-3600)).status());
        assertStands(202, 2, 0, client.submit(Requests.GOOD));
        assertLimited(2, client.submit(Requests.GOOD));
        assertStands(202, 2, 0, client.submitThere(Requests.GOOD, headers));
    }

    @Test
    void leavesKeyAndNonceFreeOfAMessageBeyondTheRate() throws IOException {
        Client client = Client.any();
        client.change(policy -> TestPolicy.rate(policy, Optional.of(0)));
        String[] headers = {"Idempotency-Key: k", nonce(), now()};
        assertLimited(0, client.submit(Requests.GOOD, headers));
        client.change(policy -> TestPolicy.rate(policy, Optional.empty()));
        RawTls.Answer taken = client.submit(Requests.GOOD, headers);
        assertEquals(202, taken.status(), taken.body());
        assertEquals(Optional.empty(), taken.header("Idempotency-Replayed"));
    }

    @Test
    void blocksWithRateZeroOnTheOpenConnectionUntilItIsRaised() throws IOException {
        Client client = Client.any();
        try (RawTls connection = proxy.connect(client.here())) {
            RawTls.Answer unlimited = submit(connection, Requests.GOOD);
            assertEquals(202, unlimited.status());
            assertEquals(Optional.empty(), unlimited.header("RateLimit-Limit"));
            client.change(policy -> TestPolicy.rate(policy, Optional.of(0)));
            RawTls.Answer blocked = submit(connection, Requests.GOOD);
            assertLimited(0, blocked);
            assertTrue(blocked.body().contains("administrator"), blocked.body());
            client.change(policy -> TestPolicy.rate(policy, Optional.of(50)));
            assertEquals(202, submit(connection, Requests.GOOD).status());
        }
    }

    @Test
    void neverExceedsTheTotalOfTheSite() throws IOException {
        Client one = Client.any();
        Client other = Client.any();
        one.change(policy -> TestPolicy.rate(policy, Optional.of(100)));
        try {
            siteRate(Optional.of(3));
            awaitRoomInTheMinute();
            assertStands(202, 100, 99, one.submit(Requests.GOOD));
            assertEquals(202, other.submitThere(Requests.GOOD).status());
            assertEquals(202, other.submit(Requests.GOOD).status());
            RawTls.Answer limited = one.submitThere(Requests.GOOD);
            assertRetryAfter(limited);
            assertTrue(limited.body().contains("site"), limited.body());
            assertEquals(Optional.of("99"), limited.header("RateLimit-Remaining"));
            assertRetryAfter(other.submit(Requests.GOOD));
        } finally {
            siteRate(Optional.empty());
        }
        assertEquals(202, other.submit(Requests.GOOD).status());
    }

    @Test
    void letsOneOfTwoThroughWhenTheyMeetAtTwoProxies() throws Exception {
        Client client = Client.any();
        List<Callable<RawTls.Answer>> all = new ArrayList<>();
        for (int i = 0; i < MEETINGS; i++) {
            String key = "Idempotency-Key: " + UUID.randomUUID();
            all.add(() -> client.submit(Requests.GOOD, key));
            all.add(() -> client.submitThere(Requests.GOOD, key));
        }
        List<RawTls.Answer> answers = together(all);
        Set<JsonNode> ids = new HashSet<>();
        for (int i = 0; i < answers.size(); i += 2) {
            List<RawTls.Answer> pair = answers.subList(i, i + 2);
            assertTrue(pair.stream().allMatch(answer -> answer.status() == 202), pair::toString);
            assertEquals(id(pair.getFirst()), id(pair.getLast()));
            assertEquals(1, pair.stream().filter(RepeatsIT::isReplayed).count(), pair::toString);
            ids.add(id(pair.getFirst()));
        }
        assertEquals(MEETINGS, ids.size());
    }

    @Test
    void countsExactlyWhenManySendAtOnceAtTwoProxies() throws Exception {
        Client client = Client.any();
        client.change(policy -> TestPolicy.rate(policy, Optional.of(20)));
        awaitRoomInTheMinute();
        List<RawTls.Answer> answers = together(IntStream.range(0, MEETINGS)
                .<Callable<RawTls.Answer>>mapToObj(
                        i -> () -> i % 2 == 0 ? client.submit(Requests.GOOD) : client.submitThere(Requests.GOOD))
                .toList());
        assertEquals(
                20, answers.stream().filter(answer -> answer.status() == 202).count());
        assertEquals(
                MEETINGS - 20,
                answers.stream().filter(answer -> answer.status() == 429).count());
    }

    @Test
    void remembersWhatWasTakenWhenRedisAndAProxyStartAgain() throws IOException {
        Client client = Client.any();
        String key = "Idempotency-Key: " + UUID.randomUUID();
        String[] once = {nonce(), now()};
        RawTls.Answer first = client.submit(Requests.GOOD, key);
        assertEquals(202, client.submit(Requests.GOOD, once).status());
        proxy.redis().close();
        proxy.restartRedis();
        proxy.restart();
        Await.until(() -> isTaken(() -> client.submit(Requests.GOOD)), "the first proxy takes messages again");
        Await.until(() -> isTaken(() -> client.submitThere(Requests.GOOD)), "the second proxy takes messages again");
        assertReplayed(first, client.submit(Requests.GOOD, key));
        assertReplayed(first, client.submitThere(Requests.GOOD, key));
        Problems.assertProblem(409, "duplicate_request", client.submitThere(Requests.GOOD, once));
    }

    private static boolean isTaken(Callable<RawTls.Answer> request) {
        try {
            return request.call().status() == 202;
        } catch (Exception notYet) {
            return false;
        }
    }

    private static RawTls.Answer submit(RawTls connection, String json, String... headers) throws IOException {
        return Requests.submit(connection, json.getBytes(StandardCharsets.UTF_8), headers);
    }

    private static void siteRate(Optional<Integer> perMinute) {
        proxy.obeys(proxy.server().policy().siteRate(perMinute));
        second.obeys(second.server().policy().siteRate(perMinute));
    }

    private static String nonce() {
        return "X-Nonce: " + UUID.randomUUID();
    }

    private static String now() {
        return secondsFromNow(0);
    }

    private static String secondsFromNow(long seconds) {
        return "X-Timestamp: " + Instant.now().plusSeconds(seconds);
    }

    private static JsonNode id(RawTls.Answer answer) {
        return Requests.json(answer).path("message_id");
    }

    private static boolean isReplayed(RawTls.Answer answer) {
        return answer.header("Idempotency-Replayed").isPresent();
    }

    private static void assertReplayed(RawTls.Answer first, RawTls.Answer again) {
        assertEquals(202, first.status(), first.body());
        assertEquals(202, again.status(), again.body());
        assertEquals(Optional.of("true"), again.header("Idempotency-Replayed"));
        for (String field : List.of("message_id", "status", "client_id", "queued_at")) {
            assertEquals(Requests.json(first).path(field), Requests.json(again).path(field));
        }
        assertTrue(Requests.json(again).path("position").isIntegralNumber(), again.body());
    }

    private static void assertField(String header, RawTls.Answer answer) {
        Problems.assertProblem(400, "validation_error", answer);
        assertEquals(header, Requests.json(answer).path("details").path("field").asText(), answer.body());
    }

    private static void assertTwice(String header, RawTls.Answer answer) {
        Problems.assertProblem(400, "validation_error", answer);
        assertTrue(
                answer.body().contains("header " + header.toLowerCase(Locale.ROOT) + " stands twice"), answer.body());
    }

    private static void assertStands(int status, int limit, int remaining, RawTls.Answer answer) {
        assertEquals(status, answer.status(), answer.body());
        assertEquals(Optional.of(String.valueOf(limit)), answer.header("RateLimit-Limit"), answer.head());
        assertEquals(Optional.of(String.valueOf(remaining)), answer.header("RateLimit-Remaining"), answer.head());
        int reset = Integer.parseInt(answer.header("RateLimit-Reset").orElseThrow());
        assertTrue(reset >= 1 && reset <= SECONDS_OF_A_MINUTE, answer.head());
    }

    private static void assertLimited(int limit, RawTls.Answer answer) {
        assertStands(429, limit, 0, answer);
        assertRetryAfter(answer);
    }

    private static void assertRetryAfter(RawTls.Answer answer) {
        Problems.assertProblem(429, "rate_limit_exceeded", answer);
        int wait = Integer.parseInt(answer.header("Retry-After").orElseThrow());
        assertTrue(wait >= 1 && wait <= SECONDS_OF_A_MINUTE, answer.head());
        assertEquals(wait, Requests.json(answer).path("retry_after").intValue());
    }

    private static double failed(String reason) {
        String metric = "proxy_messages_failed_total{reason=\"" + reason + "\"} ";
        return proxy.metrics()
                .lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(metric.length())))
                .findFirst()
                .orElseThrow();
    }

    /** Rates are counted by minutes of Redis' clock, which is this machine's. */
    private static void awaitRoomInTheMinute() {
        Await.until(
                () -> SECONDS_OF_A_MINUTE - Instant.now().getEpochSecond() % SECONDS_OF_A_MINUTE > SECONDS_NEEDED,
                "a minute has begun");
    }

    private static List<RawTls.Answer> together(List<Callable<RawTls.Answer>> all) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<RawTls.Answer> answers = new ArrayList<>();
            for (Future<RawTls.Answer> each : threads.invokeAll(all)) {
                answers.add(each.get());
            }
            return answers;
        }
    }

    /**
     * A client known at both proxies.
     *
     * @param here its certificate for the first
     * @param there its certificate for the second
     */
    private record Client(String name, Issued here, Issued there) {

        static Client any() {
            String name = "client-" + UUID.randomUUID();
            return new Client(name, proxy.issue(name), second.issue(name));
        }

        void change(UnaryOperator<ClientPolicy> change) {
            proxy.obeys(proxy.server().policy().changeClient(name, change));
            second.obeys(second.server().policy().changeClient(name, change));
        }

        RawTls.Answer submit(String json, String... headers) throws IOException {
            try (RawTls connection = proxy.connect(here)) {
                return RepeatsIT.submit(connection, json, headers);
            }
        }

        RawTls.Answer submitThere(String json, String... headers) throws IOException {
            try (RawTls connection = second.connect(there)) {
                return RepeatsIT.submit(connection, json, headers);
            }
        }
    }
}
