package org.messagebroker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.messagebroker.certs.CertificateAuthority;
import org.messagebroker.certs.CertificateDirectory;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Keys;
import org.messagebroker.certs.LeafRequest;
import org.messagebroker.certs.Role;
import org.messagebroker.certs.Validity;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.CertificateForge;
import org.messagebroker.testing.RawTls;
import org.messagebroker.testing.TestCertificates;

/**
 * Who is refused, and that only he is: every case in TLS 1.2 and 1.3 over a real handshake with the running system, and
 * beside each the same request by who may make it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalIT {

    private static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");
    private static final int SERVER = 8000;
    private static final int PROXY = 8001;
    private static final String SUBMIT = request("POST", "/api/v1/messages", "", "{}");
    private static final String REGISTER = request("POST", "/internal/messages/register", "", "{\"messages\":[]}");
    private static final String DELIVER = request("POST", "/internal/messages/deliver", "", "{\"messages\":[]}");
    private static final String POLICY = request("POST", "/internal/policy", "", "{}");
    private static final String RENEW = request("POST", "/internal/certificates/renew", "", "{}");

    @RegisterExtension
    private final RunningSystem system = RunningSystem.prepare("refusal");

    private CertificateAuthority authority =
            CertificateAuthority.found("unused", InstantSource.system()).authority();
    private Issued client = authorityItself();
    private Issued proxy = client;
    private Issued worker = client;
    private Issued revokedClient = client;
    private Issued revokedProxy = client;
    private Issued disabled = client;
    private Issued elsewhere = client;
    private Issued ofTheServer = client;
    private Issued ofThePortal = client;

    @BeforeAll
    void startAndEnter() {
        authority = new CertificateDirectory(system.certificates()).authority(TestCertificates.TRUST_DOMAIN);
        Administrator admin = Administrator.of(system);
        client = admin.issue("client", "shop-1").issued();
        proxy = admin.issue("proxy", "proxy-9").issued();
        worker = admin.issue("worker", "worker-9").issued();
        Administrator.Certificate gone = admin.issue("client", "gone-1");
        admin.revoke(gone);
        revokedClient = gone.issued();
        Administrator.Certificate goneProxy = admin.issue("proxy", "gone-proxy");
        admin.revoke(goneProxy);
        revokedProxy = goneProxy.issued();
        disabled = admin.issue("client", "disabled-1").issued();
        admin.server().put("/admin/clients/disabled-1/status", Map.of("state", "disabled"));
        elsewhere = admin.issue("client", "elsewhere-1").issued();
        admin.server().put("/admin/clients/elsewhere-1", Map.of("site", "north", "replay_mode", "optional"));
        ofTheServer =
                forged(CertificateForge.of(Role.SERVER, "server").purpose(Optional.of(KeyPurposeId.id_kp_serverAuth)));
        ofThePortal =
                forged(CertificateForge.of(Role.PORTAL, "portal").purpose(Optional.of(KeyPurposeId.id_kp_serverAuth)));
        Await.until(this::proxyKnows, "the proxy knows the clients");
    }

    private boolean proxyKnows() {
        try {
            return ask(PROXY, Optional.of(client), "TLSv1.3", SUBMIT) == 400
                    && ask(PROXY, Optional.of(elsewhere), "TLSv1.3", SUBMIT) == 403;
        } catch (IOException notYet) {
            return false;
        }
    }

    // In the handshake.

    Stream<Arguments> refusedInTheHandshake() {
        Issued other = CertificateForge.of(Role.CLIENT, "shop-1").signedBy(authorityOf(freshAuthority()));
        return cases(
                cut("another authority", "no valid chain", () -> other),
                cut(
                        "another authority of the same names",
                        "no valid chain",
                        () -> CertificateForge.of(Role.CLIENT, "shop-1").signedBy(authorityOf(twinAuthority()))),
                cut(
                        "signed by itself",
                        "no valid chain",
                        () -> CertificateForge.of(Role.CLIENT, "shop-1").selfSigned()),
                cut("the authority's own certificate", "an authority's certificate", this::authorityItself),
                cut(
                        "an authority below the authority",
                        "an authority's certificate",
                        () -> forged(CertificateForge.of(Role.CLIENT, "shop-1").asAuthority())),
                cut(
                        "signed by a client's certificate",
                        "no valid chain",
                        () -> CertificateForge.of(Role.CLIENT, "shop-1").signedBy(client)),
                cut(
                        "signed by an authority that a client made of itself",
                        "no valid chain",
                        () -> CertificateForge.of(Role.CLIENT, "shop-1")
                                .signedBy(forged(
                                        CertificateForge.of(Role.CLIENT, "sub").asAuthority()))),
                cut(
                        "meant for servers",
                        "not meant for a client",
                        () -> forged(CertificateForge.of(Role.CLIENT, "shop-1")
                                .purpose(Optional.of(KeyPurposeId.id_kp_serverAuth)))),
                cut(
                        "meant for code signing",
                        "not meant for a client",
                        () -> forged(CertificateForge.of(Role.CLIENT, "shop-1")
                                .purpose(Optional.of(KeyPurposeId.id_kp_codeSigning)))),
                cut(
                        "meant for nothing in particular",
                        "not meant for a client",
                        () -> forged(CertificateForge.of(Role.CLIENT, "shop-1").purpose(Optional.empty()))),
                cut(
                        "a key that may not sign",
                        "not meant for a client",
                        () -> forged(CertificateForge.of(Role.CLIENT, "shop-1").usage(KeyUsage.keyEncipherment))),
                cut(
                        "an RSA key of 1024 bits",
                        "weak key (RSA)",
                        () -> forged(CertificateForge.of(Role.CLIENT, "shop-1").rsa(1024))),
                cut(
                        "signed with SHA-1",
                        "weak signature",
                        () -> forged(CertificateForge.of(Role.CLIENT, "shop-1").signedWith("SHA1withECDSA"))),
                cut(
                        "an altered signature",
                        "no valid chain",
                        () -> forged(CertificateForge.of(Role.CLIENT, "shop-1").altered())),
                cut(
                        "a critical extension nobody knows",
                        "no valid chain",
                        () -> forged(CertificateForge.of(Role.CLIENT, "shop-1").withUnheardOfExtension())),
                cut(
                        "without the issuing authority's certificate",
                        "no valid chain",
                        () -> new Issued(List.of(client.certificate()), client.key())),
                cut("the server's own kind of certificate", "not meant for a client", () -> ofTheServer),
                cut("the portal's own kind of certificate", "not meant for a client", () -> ofThePortal));
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("refusedInTheHandshake")
    void proxyEndsTheHandshake(Bad bad, String protocol) throws IOException {
        assertEquals(400, ask(PROXY, Optional.of(client), protocol, SUBMIT), "the accepting twin");
        assertCutOff("proxy", PROXY, bad, protocol, SUBMIT);
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("refusedInTheHandshake")
    void serverEndsTheHandshake(Bad bad, String protocol) throws IOException {
        assertEquals(204, ask(SERVER, Optional.of(proxy), protocol, REGISTER), "the accepting twin");
        assertCutOff("server", SERVER, bad, protocol, REGISTER);
    }

    /** The twins of the weak RSA key and of the forged certificates: what is wrong with those is not how they are made. */
    @ParameterizedTest
    @MethodSource("protocols")
    void strongRsaKeyIsTaken(String protocol) throws IOException {
        Issued issued = Administrator.of(system)
                .issue(Map.of("role", "client", "name", "rsa-" + protocol.replace('.', '-'), "key", "rsa"))
                .issued();
        RSAPublicKey key = (RSAPublicKey) issued.certificate().getPublicKey();
        assertTrue(key.getModulus().bitLength() >= 2048, key::toString);
        SSLContext context = context(Optional.of(issued));
        Await.until(() -> status(context, protocol) == 400, "the proxy knows it");
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void forgedCertificateWithoutAFaultPassesTheHandshake(String protocol) throws IOException {
        Issued faultless = forged(CertificateForge.of(Role.CLIENT, "shop-1"));
        assertEquals(403, ask(PROXY, Optional.of(faultless), protocol, SUBMIT), "only the inventory does not know it");
        Issued overRsa = forged(CertificateForge.of(Role.CLIENT, "shop-1").rsa(2048));
        assertEquals(403, ask(PROXY, Optional.of(overRsa), protocol, SUBMIT), "only the inventory does not know it");
    }

    // Told in the answer, by the proxy.

    Stream<Arguments> refusedByTheProxy() {
        Instant now = Instant.now();
        return cases(
                bad("expired", () -> authority.issue(leaf(Role.CLIENT, now.minusSeconds(7200), now.minusSeconds(60)))),
                bad(
                        "not valid yet",
                        () -> authority.issue(leaf(Role.CLIENT, now.plusSeconds(3600), now.plusSeconds(7200)))),
                bad("revoked", () -> revokedClient),
                bad(
                        "unknown to the inventory",
                        () -> authority.issue(leaf(Role.CLIENT, now.minusSeconds(60), now.plusSeconds(3600)))),
                bad(
                        "unknown over the key of a known one",
                        () -> authority.issue(
                                leaf(Role.CLIENT, now.minusSeconds(60), now.plusSeconds(3600)), Keys.ec())),
                bad("a disabled client", () -> disabled),
                bad("a client of another site", () -> elsewhere),
                bad("a proxy's certificate", () -> proxy),
                bad("a worker's certificate", () -> worker),
                bad("no identity, though the name is a client's", () -> forged(CertificateForge.nameless("shop-1"))),
                bad(
                        "two identities",
                        () -> forged(CertificateForge.of(Role.CLIENT, "shop-1")
                                .identity(Role.CLIENT.spiffeId(TestCertificates.TRUST_DOMAIN, "shop-2")))),
                bad(
                        "an identity of another trust domain",
                        () -> forged(CertificateForge.nameless("shop-1").identity("spiffe://elsewhere/client/shop-1"))),
                bad(
                        "an identity of no role of ours",
                        () -> forged(
                                CertificateForge.nameless("shop-1").identity("spiffe://message-broker/king/shop-1"))),
                bad(
                        "an identity with a path too long",
                        () -> forged(CertificateForge.nameless("shop-1")
                                .identity("spiffe://message-broker/client/shop-1/x"))),
                bad(
                        "an identity that is no client id",
                        () -> forged(CertificateForge.nameless("shop-1")
                                .identity("spiffe://message-broker/client/%2e%2e"))));
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("refusedByTheProxy")
    void proxySaysWhoMayNotSend(Bad bad, String protocol) throws IOException {
        assertEquals(400, ask(PROXY, Optional.of(client), protocol, SUBMIT), "the accepting twin");
        assertEquals(403, ask(PROXY, Optional.of(bad.own().get()), protocol, SUBMIT));
    }

    // Told in the answer, by the server.

    Stream<Arguments> refusedByTheServer() {
        Instant now = Instant.now();
        return Stream.of(
                        call("a client that registers", () -> client, REGISTER, () -> proxy, 204),
                        call("a client that delivers", () -> client, DELIVER, () -> worker, 200),
                        call("a client that asks for the policy", () -> client, POLICY, () -> proxy, 400),
                        call("a client that renews", () -> client, RENEW, () -> worker, 400),
                        call("a proxy that delivers", () -> proxy, DELIVER, () -> worker, 200),
                        call("a worker that registers", () -> worker, REGISTER, () -> proxy, 204),
                        call("a worker that asks for the policy", () -> worker, POLICY, () -> proxy, 400),
                        call("a revoked proxy", () -> revokedProxy, REGISTER, () -> proxy, 204),
                        call(
                                "a proxy unknown to the inventory",
                                () -> authority.issue(leaf(Role.PROXY, now.minusSeconds(60), now.plusSeconds(3600))),
                                REGISTER,
                                () -> proxy,
                                204),
                        call(
                                "an expired proxy",
                                () -> authority.issue(leaf(Role.PROXY, now.minusSeconds(7200), now.minusSeconds(60))),
                                REGISTER,
                                () -> proxy,
                                204),
                        call(
                                "a worker of tomorrow",
                                () -> authority.issue(leaf(Role.WORKER, now.plusSeconds(3600), now.plusSeconds(7200))),
                                DELIVER,
                                () -> worker,
                                200))
                .flatMap(call -> PROTOCOLS.stream().map(protocol -> Arguments.of(call, protocol)));
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("refusedByTheServer")
    void serverSaysWhoMayNotCall(ServerCall call, String protocol) throws IOException {
        assertEquals(
                call.accepted(),
                ask(SERVER, Optional.of(call.twin().get()), protocol, call.request()),
                "the accepting twin");
        assertEquals(403, ask(SERVER, Optional.of(call.own().get()), protocol, call.request()));
    }

    // Identity from anywhere but the certificate.

    static Stream<Arguments> claims() {
        return Stream.of(
                        "X-Client-Id: shop-1\r\n",
                        "X-SSL-Client-Verify: SUCCESS\r\nX-SSL-Client-DN: CN=shop-1\r\n",
                        "X-Forwarded-Client-Cert: URI=spiffe://message-broker/client/shop-1\r\n",
                        "X-HELIDON-CN: shop-1\r\n",
                        "Forwarded: for=127.0.0.1;by=shop-1\r\nX-Forwarded-For: 127.0.0.1\r\n",
                        "X-API-Key: mbk_shop-1_secret\r\n",
                        "Authorization: Bearer shop-1\r\n")
                .flatMap(header -> PROTOCOLS.stream().map(protocol -> Arguments.of(header, protocol)));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void headerIsNoIdentity(String header, String protocol) throws IOException {
        String claimed = request("POST", "/api/v1/messages", header, "{}");
        assertEquals(400, ask(PROXY, Optional.of(client), protocol, claimed), "the accepting twin");
        assertEquals(401, ask(PROXY, Optional.empty(), protocol, claimed));
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void queryIsNoIdentity(String protocol) throws IOException {
        String claimed = request("POST", "/api/v1/messages?client_id=shop-1", "", "{}");
        assertEquals(400, ask(PROXY, Optional.of(client), protocol, claimed), "the accepting twin");
        assertEquals(401, ask(PROXY, Optional.empty(), protocol, claimed));
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void metadataOfTheBodyIsNoIdentity(String protocol) throws IOException {
        String claimed = request("POST", "/api/v1/messages", "", """
                {"sender_number":"+989121234567","message_body":"x","metadata":{"client_id":"other"}}""");
        try (RawTls connection = connect(PROXY, Optional.of(client), protocol)) {
            RawTls.Answer answer = connection.send(claimed).read().orElseThrow();
            assertEquals(202, answer.status(), answer.body());
            assertEquals(
                    "shop-1",
                    RunningSystem.json(answer.body()).path("client_id").asText());
        }
        assertEquals(401, ask(PROXY, Optional.empty(), protocol, claimed));
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void internalCallsNeedACertificate(String protocol) throws IOException {
        assertEquals(204, ask(SERVER, Optional.of(proxy), protocol, REGISTER), "the accepting twin");
        assertEquals(401, ask(SERVER, Optional.empty(), protocol, REGISTER));
    }

    // A session from before the revocation.

    @ParameterizedTest
    @MethodSource("protocols")
    void resumedSessionDoesNotOutliveARevocation(String protocol) throws IOException {
        Administrator admin = Administrator.of(system);
        Administrator.Certificate soon = admin.issue("client", "resumed-" + protocol.replace('.', '-'));
        SSLContext context = context(Optional.of(soon.issued()));
        Await.until(() -> status(context, protocol) == 400, "the proxy knows it");
        Visit first = visit(context, protocol);
        assertEquals(new Visit(400, first.sessionBegin()), visit(context, protocol), "a session is resumed");

        admin.revoke(soon);

        Await.until(() -> status(context, protocol) == 403, "the proxy refuses it");
        assertEquals(new Visit(403, first.sessionBegin()), visit(context, protocol), "the session is still resumed");
        assertEquals(400, ask(PROXY, Optional.of(client), protocol, SUBMIT), "the accepting twin");
    }

    /** What a new connection was answered, and since when its session has been. */
    private record Visit(int status, Instant sessionBegin) {}

    private Visit visit(SSLContext context, String protocol) throws IOException {
        try (RawTls connection = RawTls.connect(system.port(PROXY), context, protocol)) {
            return new Visit(status(connection), connection.sessionBegin());
        }
    }

    @Test
    void openConnectionDoesNotOutliveARevocation() throws IOException {
        Administrator admin = Administrator.of(system);
        Administrator.Certificate soon = admin.issue("client", "open-1");
        SSLContext context = context(Optional.of(soon.issued()));
        Await.until(() -> status(context, "TLSv1.3") == 400, "the proxy knows it");
        try (RawTls open = RawTls.connect(system.port(PROXY), context, "TLSv1.3")) {
            assertEquals(400, open.send(SUBMIT).read().orElseThrow().status());

            admin.revoke(soon);

            Await.until(() -> status(open) == 403, "the open connection is refused");
        }
    }

    static Stream<String> protocols() {
        return PROTOCOLS.stream();
    }

    private int status(SSLContext context, String protocol) {
        try (RawTls connection = RawTls.connect(system.port(PROXY), context, protocol)) {
            return status(connection);
        } catch (IOException cut) {
            return 0;
        }
    }

    private static int status(RawTls connection) {
        try {
            return connection.send(SUBMIT).read().orElseThrow().status();
        } catch (IOException cut) {
            return 0;
        }
    }

    private int ask(int port, Optional<Issued> own, String protocol, String request) throws IOException {
        try (RawTls connection = connect(port, own, protocol)) {
            return connection
                    .send(request)
                    .read()
                    .orElseThrow(() -> new EOFException("closed"))
                    .status();
        }
    }

    /** By an alert or a closed connection, and for the reason that the part itself tells; silence is no refusal. */
    private void assertCutOff(String part, int port, Bad bad, String protocol, String request) throws IOException {
        Path log = system.data().resolve("logs").resolve(part + ".log");
        long before = Files.size(log);
        IOException cut = assertThrows(
                IOException.class, () -> ask(port, Optional.of(bad.own().get()), protocol, request));
        assertTrue(
                cut instanceof SSLException || cut instanceof SocketException || cut instanceof EOFException,
                cut::toString);
        Await.until(
                () -> since(log, before)
                        .lines()
                        .anyMatch(line -> line.contains("handshake with ") && line.contains(bad.reason())),
                part + " says: " + bad.reason());
    }

    private static String since(Path log, long position) {
        try (InputStream in = Files.newInputStream(log)) {
            in.skipNBytes(position);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RawTls connect(int port, Optional<Issued> own, String protocol) throws IOException {
        return RawTls.connect(system.port(port), context(own), protocol);
    }

    private SSLContext context(Optional<Issued> own) {
        return TestCertificates.contextTrusting(authority.root(), own);
    }

    private Issued forged(CertificateForge forge) {
        return forge.signedBy(authorityItself());
    }

    private Issued authorityItself() {
        return authorityOf(authority);
    }

    private static Issued authorityOf(CertificateAuthority signer) {
        return new Issued(List.of(signer.issuing()), signer.issuingKey());
    }

    private static CertificateAuthority freshAuthority() {
        return CertificateAuthority.found("elsewhere", InstantSource.system()).authority();
    }

    /** The same names, other keys. */
    private static CertificateAuthority twinAuthority() {
        return CertificateAuthority.found(TestCertificates.TRUST_DOMAIN, InstantSource.system())
                .authority();
    }

    private static LeafRequest leaf(Role role, Instant from, Instant until) {
        return new LeafRequest(role, "shop-1", List.of(), new Validity(from, until));
    }

    private static String request(String method, String path, String headers, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers
                + "Content-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n" + body;
    }

    private static Bad bad(String name, Supplier<Issued> own) {
        return new Bad(name, "", own);
    }

    private static Bad cut(String name, String reason, Supplier<Issued> own) {
        return new Bad(name, reason, own);
    }

    private static Stream<Arguments> cases(Bad... all) {
        return Stream.of(all).flatMap(bad -> PROTOCOLS.stream().map(protocol -> Arguments.of(bad, protocol)));
    }

    private static ServerCall call(
            String name, Supplier<Issued> own, String request, Supplier<Issued> twin, int accepted) {
        return new ServerCall(name, own, request, twin, accepted);
    }

    /**
     * A certificate that must not do.
     *
     * @param reason what is logged where the handshake ends; empty where the answer tells
     */
    private record Bad(String name, String reason, Supplier<Issued> own) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A call that its maker may not make, and who may. */
    private record ServerCall(String name, Supplier<Issued> own, String request, Supplier<Issued> twin, int accepted) {
        @Override
        public String toString() {
            return name;
        }
    }
}
