package org.messagebroker.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.api.MessageId;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Role;
import org.messagebroker.testing.RawTls;
import org.messagebroker.testing.TestCertificates;

/** Who may send: every kind of certificate over real TLS. */
class IdentityIT {

    private static final byte[] GOOD = Requests.GOOD.getBytes(StandardCharsets.UTF_8);

    @TempDir
    private static Path directory;

    private static RunningProxy proxy;

    @BeforeAll
    static void start() {
        proxy = RunningProxy.start(directory);
    }

    @AfterAll
    static void stop() {
        proxy.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void acceptsAClientOfItsOwnAuthority(String protocol) throws IOException {
        Issued issued = proxy.issue("shop-7");
        try (RawTls connection = RawTls.connect(proxy.port(), certificates().context(Optional.of(issued)), protocol)) {
            RawTls.Answer answer = Requests.submit(connection, GOOD);
            assertEquals(202, answer.status());
            assertEquals("shop-7", Requests.json(answer).path("client_id").textValue());
        }
    }

    @Test
    void tellsAClientWithoutCertificateToPresentOne() throws IOException {
        try (RawTls connection = proxy.connectWithoutCertificate()) {
            RawTls.Answer answer = Requests.submit(connection, GOOD);
            Problems.assertProblem(401, "authentication_error", answer);
            assertTrue(Requests.json(answer).path("message").textValue().contains("certificate"));
        }
    }

    @Test
    void asksForACertificateBeforeItLooksAtTheMessage() throws IOException {
        try (RawTls connection = proxy.connectWithoutCertificate()) {
            RawTls.Answer answer = Requests.submit(connection, "{".getBytes(StandardCharsets.UTF_8));
            Problems.assertProblem(401, "authentication_error", answer);
        }
    }

    @Test
    void tellsAnExpiredClientSo() throws IOException {
        assertTrue(forbidden(proxy.known(certificates().expired(Role.CLIENT, "shop-1")))
                .contains("expired"));
    }

    @Test
    void tellsAClientThatIsNotValidYetSo() throws IOException {
        assertTrue(forbidden(proxy.known(certificates().notYetValid(Role.CLIENT, "shop-1")))
                .contains("not valid before"));
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKER", "PROXY"})
    void refusesAnotherRoleOnThePathsOfClients(Role role) throws IOException {
        Issued issued = certificates().issue(role, "shop-1");
        assertTrue(forbidden(issued).contains("clients only"));
        try (RawTls connection = proxy.connect(issued)) {
            RawTls.Answer answer = Requests.get(connection, Requests.MESSAGES + "/" + anId());
            Problems.assertProblem(403, "authorization_error", answer);
        }
    }

    @Test
    void endsTheHandshakeWithAClientOfAnotherAuthority() {
        assertNoHandshake(new TestCertificates().issue(Role.CLIENT, "shop-1"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVER", "PORTAL"})
    void endsTheHandshakeWithACertificateForServersOnly(Role role) {
        assertNoHandshake(certificates().issue(role, "shop-1"));
    }

    @Test
    void endsTheHandshakeWithAWeakKeyOrSignature() {
        assertNoHandshake(certificates().weakKey("shop-1"));
        assertNoHandshake(certificates().weakSignature("shop-1"));
    }

    @Test
    void endsTheHandshakeWithTheAuthorityItself() {
        assertNoHandshake(certificates().authorityAsLeaf());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Client-Id: shop-2",
                "X-Client-ID: shop-2",
                "Client-Id: shop-2",
                "X-SSL-Client-CN: shop-2",
                "X-SSL-Client-Cert: shop-2",
                "X-Client-Cert-CN: shop-2",
                "X-Forwarded-Client-Cert: Subject=\"CN=shop-2\"",
                "X-Forwarded-For: 10.0.0.1",
                "Authorization: Bearer shop-2",
                "Forwarded: for=10.0.0.1"
            })
    void keepsTheIdentityOfTheCertificateWhateverAHeaderClaims(String header) throws IOException {
        try (RawTls connection = proxy.connect()) {
            RawTls.Answer answer = Requests.submit(connection, GOOD, header);
            assertEquals("shop-1", Requests.json(answer).path("client_id").textValue());
        }
        try (RawTls connection = proxy.connectWithoutCertificate()) {
            assertEquals(401, Requests.submit(connection, GOOD, header).status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?client_id=shop-2", "?client=shop-2&cn=shop-2"})
    void keepsTheIdentityOfTheCertificateWhateverTheQueryClaims(String query) throws IOException {
        try (RawTls connection = proxy.connect()) {
            RawTls.Answer answer =
                    Requests.post(connection, Requests.MESSAGES + query, GOOD, "Content-Type: application/json");
            assertEquals("shop-1", Requests.json(answer).path("client_id").textValue());
        }
    }

    @Test
    void keepsTheIdentityOfTheCertificateWhateverTheBodyClaims() throws IOException {
        RawTls.Answer answer = proxy.submit("{\"sender_number\":\"+989121234567\",\"message_body\":\"x\","
                + "\"client_id\":\"shop-2\",\"metadata\":{\"client_id\":\"shop-2\"}}");
        assertEquals("shop-1", Requests.json(answer).path("client_id").textValue());
    }

    private static String forbidden(Issued issued) throws IOException {
        try (RawTls connection = proxy.connect(issued)) {
            RawTls.Answer answer = Requests.submit(connection, GOOD);
            Problems.assertProblem(403, "authorization_error", answer);
            return Requests.json(answer).path("message").textValue();
        }
    }

    /** In TLS 1.3 the refusal of a client certificate reaches the client with its first request. */
    private static void assertNoHandshake(Issued issued) {
        assertThrows(IOException.class, () -> {
            try (RawTls connection = proxy.connect(issued)) {
                Requests.submit(connection, GOOD);
            }
        });
    }

    private static MessageId anId() {
        return MessageId.create(java.time.InstantSource.system());
    }

    private static TestCertificates certificates() {
        return proxy.certificates();
    }
}
