package org.messagebroker.server.enrolment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.EnrolmentToken;
import org.messagebroker.certs.Fingerprint;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Keys;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.Role;
import org.messagebroker.certs.SigningRequest;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.testing.Await;

/** New proxies and workers join with a one-time token, and renew with the certificate they have. */
@Tag("database")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnrolmentIT {

    private static final String INVITE = "/admin/enrolments";
    private static final String ENROL = "/internal/enrolment";
    private static final String RENEW = "/internal/certificates/renew";

    private final KeyPair keys = Keys.ec();
    private RunningServer server;
    private Caller admin;

    @BeforeAll
    void start(@TempDir Path directory) {
        server = RunningServer.start(directory, Map.of());
        server.awaitPrepared();
        admin = server.administrator();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void tokenPinsTheAuthorityNameRoleAndEnd() {
        EnrolmentToken token = invite("proxy", "pinned-1");

        assertEquals(Fingerprint.of(server.certificates().authority().root()).hex(), token.authorityFingerprint());
        assertEquals("proxy", token.role());
        assertEquals("pinned-1", token.name());
        assertTrue(token.expiresAt().isAfter(Instant.now()));
        assertFalse(admin.get(INVITE).toString().contains(token.secret()), "the secret is shown again");
    }

    @Test
    void proxyJoinsWithAKeyOfItsOwnAndMayCallFromThenOn() {
        Answer joined = enrol(invite("proxy", "joined-1"), request("joined-1", List.of("proxy.example", "127.0.0.1")));

        assertEquals(200, joined.status(), joined::toString);
        Issued issued = issued(joined);
        assertEquals(keys.getPublic(), issued.certificate().getPublicKey());
        assertTrue(alternativeNames(issued.certificate()).contains("proxy.example"));
        assertTrue(alternativeNames(issued.certificate()).contains("spiffe://message-broker/proxy/joined-1"));
        assertEquals(
                204,
                server.peer(issued)
                        .post("/internal/messages/register", Map.of("messages", List.of()))
                        .status());
        assertTrue(admin.get(INVITE).toString().contains("\"state\":\"used\""));
    }

    @Test
    void sameRequestGetsTheSameCertificateAgain() {
        EnrolmentToken token = invite("worker", "again-1");
        String request = request("again-1", List.of());

        Answer first = enrol(token, request);
        Answer second = enrol(token, request);

        assertEquals(200, first.status(), first::toString);
        assertEquals(first.json(), second.json());
    }

    @Test
    void usedTokenIsGoodForNoOtherRequest() {
        EnrolmentToken token = invite("worker", "used-1");
        assertEquals(200, enrol(token, request("used-1", List.of())).status());

        Answer other = enrol(token, SigningRequest.create(Keys.ec(), "used-1", List.of()));

        assertEquals(403, other.status(), other::toString);
        assertTrue(other.toString().contains("another request"));
    }

    @Test
    void refusesWhatIsNoTokenOfOurs() {
        EnrolmentToken good = invite("worker", "forged-1");
        String request = request("forged-1", List.of());
        EnrolmentToken otherName =
                new EnrolmentToken(good.authorityFingerprint(), good.role(), "king", good.expiresAt(), good.secret());
        EnrolmentToken otherRole =
                new EnrolmentToken(good.authorityFingerprint(), "proxy", good.name(), good.expiresAt(), good.secret());
        EnrolmentToken otherSecret = new EnrolmentToken(
                good.authorityFingerprint(), good.role(), good.name(), good.expiresAt(), "A".repeat(43));

        assertEquals(403, enrol(otherName, request).status());
        assertEquals(403, enrol(otherRole, request).status());
        assertEquals(403, enrol(otherSecret, request).status());
        assertEquals(
                400,
                server.anyone()
                        .post(ENROL, Map.of("token", "mb1.x", "request", request))
                        .status());
        assertEquals(
                400,
                server.anyone()
                        .post(ENROL, Map.of("token", good.text(), "request", "x"))
                        .status());
        assertEquals(200, enrol(good, request).status(), "the accepting twin");
    }

    @Test
    void withdrawnTokenIsNoGood() {
        Answer made = admin.post(INVITE, Map.of("role", "worker", "name", "withdrawn-1"));
        EnrolmentToken token =
                EnrolmentToken.parse(made.json().path("token").asText()).orElseThrow();

        assertEquals(
                204,
                admin.delete(INVITE + "/" + made.json().path("id").asText()).status());
        assertEquals(403, enrol(token, request("withdrawn-1", List.of())).status());
        assertEquals(404, admin.delete(INVITE + "/0000000000000000").status());
    }

    @Test
    void refusesToInviteWhatCannotJoin() {
        assertEquals(
                400, admin.post(INVITE, Map.of("role", "client", "name", "x-1")).status());
        assertEquals(
                400, admin.post(INVITE, Map.of("role", "proxy", "name", "a b")).status());
        assertEquals(
                400,
                admin.post(INVITE, Map.of("role", "proxy", "name", "x-1", "expires_minutes", 0))
                        .status());
        assertEquals(
                401,
                server.anyone()
                        .post(INVITE, Map.of("role", "proxy", "name", "x-1"))
                        .status());
    }

    @Test
    void renewsForTheSameNameAndHostsAndANewKey() {
        Issued before = issued(enrol(invite("proxy", "renewing-1"), request("renewing-1", List.of("proxy.example"))));
        KeyPair next = Keys.ec();
        String request = SigningRequest.create(next, "somebody-else", List.of("elsewhere.example"));

        Answer renewed = server.peer(before).post(RENEW, Map.of("request", request));

        assertEquals(200, renewed.status(), renewed::toString);
        X509Certificate after =
                Pem.certificates(renewed.json().path("certificate").asText()).getFirst();
        assertEquals(next.getPublic(), after.getPublicKey());
        assertNotEquals(before.certificate().getSerialNumber(), after.getSerialNumber());
        assertEquals(alternativeNames(before.certificate()), alternativeNames(after));
        assertEquals(
                renewed.json(),
                server.peer(before).post(RENEW, Map.of("request", request)).json());
    }

    @Test
    void renewsNothingForWhoIsNotKnownOrRevoked() {
        String request = SigningRequest.create(Keys.ec(), "x", List.of());
        assertEquals(
                401, server.anyone().post(RENEW, Map.of("request", request)).status());
        assertEquals(
                403,
                server.peer(Role.CLIENT, "client-a")
                        .post(RENEW, Map.of("request", request))
                        .status());
        Issued gone = issued(enrol(invite("proxy", "gone-1"), request("gone-1", List.of("proxy.example"))));
        admin.post(
                "/admin/certificates/revoke",
                Map.of("fingerprint", Fingerprint.of(gone.certificate()).hex(), "reason", "keyCompromise"));
        Await.until(
                () -> server.peer(gone).post(RENEW, Map.of("request", request)).status() == 403,
                "the revoked proxy is refused");
    }

    private EnrolmentToken invite(String role, String name) {
        Answer made = admin.post(INVITE, Map.of("role", role, "name", name));
        assertEquals(201, made.status(), made::toString);
        JsonNode body = made.json();
        assertTrue(body.path("commands").toString().contains("ENROLMENT_TOKEN"));
        return EnrolmentToken.parse(body.path("token").asText()).orElseThrow();
    }

    private String request(String name, List<String> hosts) {
        return SigningRequest.create(keys, name, hosts);
    }

    private Answer enrol(EnrolmentToken token, String request) {
        return server.anyone().post(ENROL, Map.of("token", token.text(), "request", request));
    }

    private Issued issued(Answer answer) {
        return new Issued(Pem.certificates(answer.json().path("certificate").asText()), keys.getPrivate());
    }

    private static String alternativeNames(X509Certificate certificate) {
        try {
            return String.valueOf(certificate.getSubjectAlternativeNames());
        } catch (CertificateParsingException e) {
            throw new AssertionError(e);
        }
    }
}
