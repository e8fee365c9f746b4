package org.messagebroker.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.Policy;
import org.messagebroker.api.Policy.ClientPolicy;
import org.messagebroker.api.PolicyPoll;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Role;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.server.database.DatabaseCopy;
import org.messagebroker.service.json.Json;
import org.messagebroker.service.tls.Peer;
import org.messagebroker.testing.Await;

/** A database from yesterday under a server of today: what was ended since stays ended. */
@Tag("database")
class RestoredDatabaseIT {

    private static final Duration MORE_THAN_A_TURN_OF_THE_UPKEEP = Duration.ofSeconds(4);

    @TempDir
    private Path directory;

    private RunningServer server;
    private Caller admin;

    @BeforeEach
    void start() {
        server = RunningServer.start(directory, Map.of());
        admin = server.administrator();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void revivesNothingThatWasEnded() {
        Issued peer = server.certificates().issue(Role.PROXY, "proxy-9");
        server.enter(peer);
        Issued twin = server.certificates().issue(Role.PROXY, "proxy-8");
        server.enter(twin);
        server.addPerson("ended@example.org", "auditor");
        Caller ended = server.person("ended@example.org", RunningServer.PASSWORD);
        JsonNode known = issue("shop-1");
        JsonNode good = issue("shop-2");
        ok(201, admin.post("/admin/clients", Map.of("client_id", "shop-3")));
        String keys = "/admin/clients/shop-2/api-keys";
        String key = ok(201, admin.post(keys, Map.of("addresses", List.of("10.0.0.1"))))
                .path("key_id")
                .textValue();
        String authority =
                ok(201, admin.post("/admin/authorities", Map.of())).path("id").textValue();

        DatabaseCopy yesterday = DatabaseCopy.of(server.database());
        JsonNode unheardOf = issue("shop-1");
        revoke(known);
        revoke(unheardOf);
        ok(
                200,
                admin.post(
                        "/admin/certificates/revoke",
                        Map.of("fingerprint", Peer.of(peer.certificate()).fingerprint())));
        ok(200, admin.put("/admin/clients/shop-3/status", Map.of("state", "disabled")));
        assertEquals(204, admin.delete(keys + "/" + key).status());
        assertEquals(204, ended.post("/portal/auth/logout", Map.of()).status());
        ok(200, admin.post("/admin/authorities/" + authority + "/retire", Map.of()));
        PolicyVersion before = version();
        BigInteger number = number(revocationList());
        server.restart(yesterday::restore);

        assertEquals("revoked", state(known));
        assertEquals("revoked", state(unheardOf));
        assertEquals("active", state(good));
        assertEquals(403, server.peer(peer).get("/internal/messages/x").status());
        assertTrue(server.peer(peer).get("/internal/messages/x").toString().contains("revoked"));
        assertEquals(401, ended.get("/portal/profile").status());
        assertEquals(200, admin.get("/portal/profile").status(), "a session that nobody ended goes on");
        assertEquals(List.of("disabled"), server.column("SELECT state FROM clients WHERE client_id = 'shop-3'"));
        assertEquals(List.of("revoked"), server.column("SELECT state FROM api_keys WHERE key_id = '" + key + "'"));
        assertEquals(
                List.of("retired"),
                server.column("SELECT state FROM authorities WHERE issuing_key IS NULL AND authority_id = '" + authority
                        + "'"));
        assertTrue(version().epoch() > before.epoch(), () -> version() + " after " + before);
        assertEquals(List.of("ledger.merge"), server.column("SELECT action FROM audit WHERE action LIKE 'ledger%'"));
        awaitNamed(known, unheardOf);
        assertTrue(number(revocationList()).compareTo(number) > 0);
        assertFalse(isNamed(good));
        assertToldToProxies(twin, known, good);
    }

    private void assertToldToProxies(Issued proxy, JsonNode revoked, JsonNode good) {
        JsonNode signed = server.peer(proxy)
                .post(
                        "/internal/policy",
                        new PolicyPoll(
                                PolicyVersion.NONE,
                                0,
                                RunningServer.report(Optional.empty(), List.of()),
                                Optional.empty()))
                .json();
        Policy policy =
                Json.parse(Base64.getDecoder().decode(signed.path("policy").textValue()), Policy.class);
        assertTrue(isRevoked(policy, revoked));
        assertFalse(isRevoked(policy, good));
        assertFalse(client(policy, "shop-3").enabled());
        assertTrue(client(policy, "shop-2").enabled());
        assertEquals(List.of(), client(policy, "shop-2").apiKeys());
    }

    private static ClientPolicy client(Policy policy, String id) {
        return policy.clients().stream()
                .filter(each -> each.clientId().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isRevoked(Policy policy, JsonNode certificate) {
        return client(policy, certificate.path("client_id").textValue()).certificates().stream()
                .filter(each -> each.fingerprint()
                        .equals(certificate.path("fingerprint").textValue()))
                .findFirst()
                .orElseThrow()
                .revoked();
    }

    @Test
    void beginsNoEpochWhereTheDatabaseKnowsItAll() {
        revoke(issue("shop-1"));
        PolicyVersion before = version();

        server.restart(() -> {});

        assertEquals(before, version());
    }

    @Test
    void doesNotComeUpOnALedgerThatSomebodyHasTouched() {
        revoke(issue("shop-1"));

        server.restart(() -> inLedger("unspecified", "superseded"));

        assertEquals(503, server.anyone().get("/ca.crt").status());
        String said = server.anyone().get("/health").toString();
        assertTrue(said.contains("unhealthy"), said);
        inLedger("superseded", "unspecified");
        Await.until(() -> server.anyone().get("/ca.crt").status() == 200, "it comes up");
    }

    @Test
    void doesNotComeUpOnALedgerThatHasLostItsEnd() {
        revoke(issue("shop-1"));
        String whole = ledger(text -> text);

        server.restart(() ->
                ledger(text -> text.substring(0, text.lastIndexOf('\n', text.lastIndexOf("crl_number")) + 1)));

        assertEquals(503, server.anyone().get("/ca.crt").status());
        ledger(cut -> whole);
        Await.until(() -> server.anyone().get("/ca.crt").status() == 200, "it comes up");
    }

    @Test
    void beginsALedgerAnewWhereItWasTakenAway() {
        JsonNode revoked = issue("shop-1");
        revoke(revoked);

        server.restart(() -> ledger(text -> ""));

        assertEquals("revoked", state(revoked));
        revoke(issue("shop-2"));
        server.restart(() -> {});
        assertEquals(200, server.anyone().get("/ca.crt").status());
    }

    private void inLedger(String text, String other) {
        ledger(whole -> whole.replace(text, other));
    }

    private String ledger(UnaryOperator<String> change) {
        Path ledger = directory.resolve("ledger/ledger.jsonl");
        try {
            String before = Files.readString(ledger);
            Files.writeString(ledger, change.apply(before));
            return before;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The upkeep compares the lists with the inventory once: were that before the merge, nothing would name what it brings. */
    @Test
    void signsNoListBeforeTheLedgerIsMerged() throws SQLException {
        DatabaseCopy yesterday = DatabaseCopy.of(server.database());
        JsonNode revoked = issue("shop-1");
        revoke(revoked);

        try (Connection lock = server.database().connect();
                Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            server.restart(() -> {
                yesterday.restore();
                server.update("RENAME TABLE DATABASECHANGELOG TO away");
            });
            statement.execute("SELECT epoch FROM policy_version FOR UPDATE");
            server.update("RENAME TABLE away TO DATABASECHANGELOG");
            Await.until(this::isMerging, "the merge waits for the lock");
            Instant later = Instant.now().plus(MORE_THAN_A_TURN_OF_THE_UPKEEP);
            Await.until(() -> Instant.now().isAfter(later), "a turn is over");
            lock.rollback();
        }
        Await.until(() -> server.anyone().get("/ca.crt").status() == 200, "it is ready");
        awaitNamed(revoked);
    }

    private boolean isMerging() {
        return !server.column("SELECT id FROM information_schema.processlist WHERE db = DATABASE()"
                        + " AND info LIKE '%policy_version FOR UPDATE%' AND info NOT LIKE '%processlist%'")
                .isEmpty();
    }

    private void awaitNamed(JsonNode... certificates) {
        Await.until(() -> List.of(certificates).stream().allMatch(this::isNamed), "the revocation list names them");
    }

    private boolean isNamed(JsonNode certificate) {
        BigInteger serial = new BigInteger(certificate.path("serial").textValue(), 16);
        return revocationList().getRevokedCertificate(serial) != null;
    }

    private X509CRL revocationList() {
        try {
            return (X509CRL) CertificateFactory.getInstance("X.509")
                    .generateCRL(new ByteArrayInputStream(
                            server.anyone().get("/crl.pem").body()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An INTEGER in an OCTET STRING. */
    private static BigInteger number(X509CRL list) {
        byte[] extension = list.getExtensionValue("2.5.29.20");
        return new BigInteger(1, extension, 4, extension.length - 4);
    }

    private JsonNode issue(String client) {
        return ok(201, admin.post("/admin/certificates/generate", Map.of("client_id", client)));
    }

    private void revoke(JsonNode certificate) {
        ok(
                200,
                admin.post(
                        "/admin/certificates/revoke",
                        Map.of("fingerprint", certificate.path("fingerprint").textValue())));
    }

    private String state(JsonNode certificate) {
        return ok(
                        200,
                        admin.get("/admin/certificates/"
                                + certificate.path("fingerprint").textValue()))
                .path("state")
                .textValue();
    }

    private PolicyVersion version() {
        String[] parts =
                admin.get("/admin/policy").json().path("version").textValue().split("\\.", -1);
        return new PolicyVersion(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    private static JsonNode ok(int status, Answer answer) {
        assertEquals(status, answer.status(), answer::toString);
        return answer.json();
    }
}
