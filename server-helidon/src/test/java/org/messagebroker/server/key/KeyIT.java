package org.messagebroker.server.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.DeadLetterRequest;
import org.messagebroker.api.DeadLetterRequest.DeadLetter;
import org.messagebroker.api.DeliverRequest;
import org.messagebroker.api.DeliverRequest.Delivery;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.Health;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.Policy;
import org.messagebroker.api.Policy.SealingKey;
import org.messagebroker.api.PolicyPoll;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.api.ProxyReport;
import org.messagebroker.api.TlsSettings;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Role;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.service.json.Json;
import org.messagebroker.testing.Await;

/** {@code /admin/keys}: an administrator rotates, retires and keeps copies. */
@Tag("database")
class KeyIT {

    private static final byte[] CONTENT =
            "{\"sender_number\":\"+989121234567\",\"message_body\":\"x\"}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private RunningServer server;
    private Caller administrator;
    private Caller worker;
    private Issued proxy;

    @BeforeEach
    void start() {
        server = RunningServer.start(directory, Map.of());
        administrator = server.administrator();
        worker = server.peer(Role.WORKER, "worker-1");
        proxy = server.certificates().issue(Role.PROXY, "proxy-2");
        server.enter(proxy);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsTheKeysToWhoMaySeeThemAndNeverThemselves() {
        JsonNode status = administrator.get("/admin/keys").json();
        assertEquals(3, status.path("keys").size());
        assertEquals("in_use", key(status, "content", 1).path("state").textValue());
        assertFalse(status.toString().contains("wrapped"));
        server.addPerson("other@example.org", "admin");
        Caller other = server.person("other@example.org", RunningServer.PASSWORD);
        assertEquals(403, other.get("/admin/keys").status());
        assertEquals(403, rotate(other, "content").status());
        assertEquals(401, server.anyone().get("/admin/keys").status());
    }

    @Test
    void rotatesSealsAgainAndRetiresOnlyThen() {
        deliver(sealed(policy().sealing()));
        assertEquals(409, retire("content", 1).status(), "it is in use");
        steer("start");
        awaitFinished();
        assertEquals(201, rotate(administrator, "content").status());
        awaitFinished();
        JsonNode progress = administrator.get("/admin/keys/reencryption").json();
        assertEquals(1, progress.path("renewed").longValue());
        assertEquals(2, progress.path("content").intValue());
        Answer retired = retire("content", 1);
        assertEquals(200, retired.status(), retired::toString);
        assertEquals("retired", retired.json().path("state").textValue());
        assertEquals(200, retire("content", 1).status(), "once more changes nothing");
        assertEquals(404, retire("content", 9).status());
        assertEquals(List.of("x"), bodies());
        assertEquals(
                List.of("0"),
                server.column("SELECT LENGTH(wrapped_key) FROM encryption_keys WHERE retired_at IS NOT NULL"));
        assertEquals(
                List.of("key.reencryption.start", "key.retire", "key.rotate"),
                server.column("SELECT action FROM audit WHERE action LIKE 'key.%' ORDER BY action"));
    }

    @Test
    void retiresNothingWhileTheReencryptionIsPausedOrHasMetAnAlteredRow() {
        deliver(sealed(policy().sealing()));
        server.update("UPDATE reencryption SET state = 'running', holder = 'dead', lease_until = '2100-01-01'");
        assertEquals(200, steer("pause").status());
        assertEquals(409, steer("pause").status());
        assertEquals(400, steer("stop").status());
        assertEquals(201, rotate(administrator, "content").status());
        awaitFinished();
        server.update("UPDATE messages SET message_body = CONCAT(LEFT(message_body, LENGTH(message_body) - 1), '~')");
        assertEquals(201, rotate(administrator, "content").status());
        awaitFinished();
        Answer refused = retire("content", 1);
        assertEquals(409, refused.status());
        assertTrue(refused.toString().contains("1 rows that it cannot open"), refused::toString);
        assertEquals(
                "it was altered, or moved from another message, after it was stored",
                administrator
                        .get("/admin/keys/reencryption")
                        .json()
                        .at("/faults/0/reason")
                        .textValue()
                        .substring("its message body: ".length()));
        server.update("DELETE FROM messages");
        steer("start");
        awaitFinished();
        assertEquals(200, retire("content", 1).status());
        assertEquals(200, retire("content", 2).status());
    }

    @Test
    void twoServersUseTheNewestKeysAtOnce() {
        try (RunningServer second = secondServer()) {
            SealingKey before = policy().sealing();
            rotate(administrator, "unseal");
            rotate(administrator, "content");
            // Its certificates are its own, so only its people can tell.
            JsonNode status = second.administrator().get("/admin/keys").json();
            assertEquals("in_use", key(status, "content", 2).path("state").textValue());
            assertEquals(
                    "old", key(status, "unseal", before.version()).path("state").textValue());
            deliver(sealed(policy().sealing()));
            assertEquals(List.of("x"), bodies(second.administrator()));
        }
    }

    @Test
    void storesWhatWasSealedBeforeTheUnsealKeyWasRotated() {
        SealingKey first = policy().sealing();
        Envelope before = sealed(first);
        rotate(administrator, "unseal");
        SealingKey second = policy().sealing();
        assertNotEquals(first, second);
        assertEquals("stored", deliver(before));
        assertEquals("stored", deliver(sealed(second)));
    }

    @Test
    void retiresAnUnsealKeyOnlyWhenNothingCanBeSealedToItAnyMore() {
        Envelope before = sealed(policy().sealing());
        poll(PolicyVersion.NONE, 0);
        rotate(administrator, "unseal");
        assertRefused("not every proxy has confirmed");
        PolicyVersion confirmed = policy().version();
        confirm(confirmed, 0);
        Await.until(() -> !retire("unseal", 1).toString().contains("has confirmed"), "it is noted");
        assertRefused("on their way until");
        server.update("UPDATE encryption_keys SET unused_since = unused_since - INTERVAL 31 DAY WHERE version = 1");
        assertRefused("on their way until");
        server.update("UPDATE encryption_keys SET superseded_at = superseded_at - INTERVAL 32 DAY WHERE version = 1");
        confirm(confirmed, 7);
        assertRefused("hold older messages");
        confirm(confirmed, 0);
        worker.post(
                "/internal/messages/dead-letters",
                new DeadLetterRequest(List.of(new DeadLetter(before, 3, "the attempts are spent", true, 0))));
        assertRefused("1 dead letters");
        server.update("DELETE FROM dead_letters");
        Answer retired = retire("unseal", 1);
        assertEquals(200, retired.status(), retired::toString);
        assertEquals("retry_later", deliver(sealedFresh(before)), "nobody has its key any more");
    }

    @Test
    void warnsUntilACopyOfEveryKeyIsKnownOutsideTheMachine() {
        Await.until(() -> health().equals("degraded missing"), "the warning");
        JsonNode copy = administrator.post("/admin/keys/export", Map.of()).json();
        assertTrue(warned(), "an export alone is not a copy elsewhere");
        assertTrue(verify(copy).json().path("complete").booleanValue());
        administrator.post("/admin/keys/copies", Map.of("keys", copy.path("keys")));
        assertFalse(warned());
        Await.until(() -> health().equals("healthy healthy"), "the end of the warning");

        rotate(administrator, "content");
        assertTrue(warned());
        JsonNode verdict = verify(copy).json();
        assertFalse(verdict.path("complete").booleanValue());
        assertEquals(2, verdict.at("/missing/0/version").intValue());
        assertEquals(
                409,
                administrator
                        .post("/admin/keys/copies", Map.of("keys", List.of(Map.of("purpose", "content", "version", 9))))
                        .status());
        assertEquals(200, administrator.post("/admin/keys/copies", Map.of()).status());
        assertFalse(warned());
    }

    @Test
    void refusesACopyThatDoesNotOpen() {
        JsonNode copy = administrator.post("/admin/keys/export", Map.of()).json();
        assertFalse(copy.path("file").textValue().contains("master_key"));
        Answer refused = administrator.post(
                "/admin/keys/verify", Map.of("file", copy.path("file"), "passphrase", "another one"));
        assertEquals(400, refused.status());
        assertFalse(refused.toString().contains("another one"));
    }

    @Test
    void takesInTheKeysThatARestoredDatabaseHasNot() {
        rotate(administrator, "unseal");
        Envelope sealed = sealed(policy().sealing());
        JsonNode copy = administrator.post("/admin/keys/export", Map.of()).json();
        // As a backup from before the rotation leaves it.
        server.update("DELETE FROM encryption_keys WHERE purpose = 'unseal' AND version = 2");
        server.update("UPDATE encryption_keys SET superseded_at = NULL");
        server.update("UPDATE keys_in_use SET unseal = 1");
        server.update("UPDATE policy_version SET number = number + 1");
        Await.until(() -> deliver(sealedFresh(sealed)).equals("retry_later"), "the restored keys are in use");

        Answer taken = administrator.post(
                "/admin/keys/import", Map.of("file", copy.path("file"), "passphrase", copy.path("passphrase")));
        assertEquals(2, taken.json().at("/added/0/version").intValue(), taken::toString);
        Await.until(() -> deliver(sealed).equals("stored"), "its key is there again");
        assertEquals(3, rotate(administrator, "unseal").json().path("version").intValue());
    }

    private Answer verify(JsonNode copy) {
        return administrator.post(
                "/admin/keys/verify", Map.of("file", copy.path("file"), "passphrase", copy.path("passphrase")));
    }

    private boolean warned() {
        return administrator.get("/admin/keys").json().hasNonNull("warning");
    }

    private String health() {
        JsonNode health = server.anyone().get("/health").json();
        return health.path("status").textValue() + " "
                + health.at("/checks/key_copy").textValue();
    }

    private void assertRefused(String reason) {
        Answer refused = retire("unseal", 1);
        assertEquals(409, refused.status(), refused::toString);
        assertTrue(refused.toString().contains(reason), refused::toString);
    }

    private RunningServer secondServer() {
        return RunningServer.beside(server, directory.resolve("second"), directory.resolve("encryption.key"));
    }

    private static Answer rotate(Caller caller, String purpose) {
        return caller.post("/admin/keys/rotate", Map.of("purpose", purpose));
    }

    private Answer retire(String purpose, int version) {
        return administrator.post("/admin/keys/retire", Map.of("purpose", purpose, "version", version));
    }

    private Answer steer(String action) {
        return administrator.post("/admin/keys/reencryption", Map.of("action", action));
    }

    private void awaitFinished() {
        Await.until(
                () -> administrator
                        .get("/admin/keys/reencryption")
                        .json()
                        .path("state")
                        .asText()
                        .equals("finished"),
                "the re-encryption ends");
    }

    /** Reports are written down once a second. */
    private void confirm(PolicyVersion version, long depth) {
        Await.until(
                () -> {
                    poll(version, depth);
                    return server.column(
                                    "SELECT CONCAT(confirmed_number, ' ', report) FROM proxies WHERE name = 'proxy-2'")
                            .getFirst()
                            .matches(version.number() + " .*\"depth\":" + depth + ",.*");
                },
                "the report is written down");
    }

    private static JsonNode key(JsonNode status, String purpose, int version) {
        return StreamSupport.stream(status.path("keys").spliterator(), false)
                .filter(key -> key.path("purpose").asText().equals(purpose)
                        && key.path("version").asInt() == version)
                .findFirst()
                .orElseThrow();
    }

    private List<String> bodies() {
        return bodies(administrator);
    }

    private static List<String> bodies(Caller reader) {
        return reader.get("/portal/messages").json().findValuesAsText("message_body");
    }

    /** The policy as a proxy is told it that has none yet. */
    private Policy policy() {
        JsonNode signed = poll(PolicyVersion.NONE, 0).json();
        return Json.parse(Base64.getDecoder().decode(signed.path("policy").textValue()), Policy.class);
    }

    private Answer poll(PolicyVersion confirmed, long depth) {
        return server.peer(proxy)
                .post("/internal/policy", new PolicyPoll(confirmed, 0, report(depth), Optional.empty()));
    }

    private static ProxyReport report(long depth) {
        return new ProxyReport(
                "main",
                "test",
                Instant.now(),
                Health.Status.HEALTHY,
                Map.of(),
                Optional.of(depth),
                Optional.of(depth == 0 ? 0L : Duration.ofDays(40).toSeconds()),
                Optional.of(0L),
                0,
                0,
                Instant.now().plus(Duration.ofDays(30)),
                true,
                new TlsSettings(List.of("TLSv1.3"), List.of(), TlsSettings.ClientAuth.REQUIRED),
                Optional.empty(),
                List.of());
    }

    private Envelope sealed(SealingKey key) {
        MessageId id = MessageId.create(InstantSource.system());
        Envelope readable = new Envelope(Envelope.SEALED, id, new ClientId("client-a"), id.time(), CONTENT);
        return RunningServer.sealer(proxy, key).seal(readable).orElseThrow();
    }

    /** The same payload under an id of its own, so that no cache knows it. */
    private static Envelope sealedFresh(Envelope before) {
        MessageId id = MessageId.create(InstantSource.system());
        return new Envelope(Envelope.SEALED, id, before.clientId(), id.time(), before.payload());
    }

    private String deliver(Envelope envelope) {
        return worker.post("/internal/messages/deliver", new DeliverRequest(List.of(new Delivery(envelope, 0, 0))))
                .json()
                .path("results")
                .path(0)
                .path("outcome")
                .textValue();
    }
}
