package org.messagebroker.service.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.messagebroker.certs.CertificateAuthority;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Role;
import org.messagebroker.testing.CertificateForge;
import org.messagebroker.testing.TestCertificates;

/** To whom proxies and workers do not talk, whatever he answers: each over a real handshake in TLS 1.2 and 1.3. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FalseServerIT {

    private final TestCertificates certificates = new TestCertificates();

    @TempDir
    private Path directory;

    Stream<Arguments> trueServers() {
        return cases(
                shown("a server's certificate", "", () -> certificates.issue(Role.SERVER, "server")),
                shown("another name beside the right one", "", () -> forged(server().host("elsewhere.example"))),
                shown("a strong RSA key", "", () -> forged(server().rsa(2048))));
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("trueServers")
    void talksToTheServer(Shown shown, String protocol) throws IOException {
        try (Posing posing = new Posing(shown.certificate().get(), protocol);
                ServerClient client = client(posing.port())) {
            assertInstanceOf(Reply.Answered.class, client.get("/", ServerClient.Nothing.class));
            assertEquals(1, posing.requests());
        }
    }

    Stream<Arguments> falseServers() {
        Instant now = Instant.now();
        return cases(
                shown("expired", "NotAfter", () -> certificates.expired(Role.SERVER, "server")),
                shown("not valid yet", "NotBefore", () -> certificates.notYetValid(Role.SERVER, "server")),
                shown(
                        "expired a moment ago",
                        "NotAfter",
                        () -> forged(server().valid(now.minusSeconds(3600), now.minusSeconds(2)))),
                shown("signed by itself", "unable to find valid certification path", () -> server().selfSigned()),
                shown(
                        "another authority",
                        "unable to find valid certification path",
                        () -> server().signedBy(itself(CertificateAuthority.found("elsewhere", InstantSource.system())
                                .authority()))),
                shown(
                        "another authority of the same names",
                        "does not chain",
                        () -> new TestCertificates().issue(Role.SERVER, "server")),
                shown(
                        "signed by a client's certificate",
                        "keyCertSign",
                        () -> server().signedBy(certificates.issue(Role.CLIENT, "shop-1"))),
                shown("an altered signature", "Signature", () -> forged(server().altered())),
                shown(
                        "meant for clients",
                        "does not permit use for TLS server",
                        () -> forged(server().purpose(Optional.of(KeyPurposeId.id_kp_clientAuth)))),
                shown(
                        "a key that may not sign",
                        "digital signature",
                        () -> forged(server().usage(KeyUsage.keyEncipherment))),
                shown("the authority's own certificate", "", this::authorityItself),
                shown("an RSA key of 1024 bits", "weak key", () -> forged(server().rsa(1024))),
                shown("signed with SHA-1", "SHA1", () -> forged(server().signedWith("SHA1withECDSA"))),
                shown(
                        "another host's",
                        "localhost",
                        () -> forged(CertificateForge.of(Role.SERVER, "server")
                                .purpose(Optional.of(KeyPurposeId.id_kp_serverAuth))
                                .host("elsewhere.example"))),
                shown("a proxy's", "not one of a server", () -> certificates.issue(Role.PROXY, "proxy-1")),
                shown("the portal's", "not one of a server", () -> certificates.issue(Role.PORTAL, "portal")),
                shown(
                        "a server's name without a role",
                        "not one of a server",
                        () -> forged(answering(CertificateForge.nameless("server")))),
                shown(
                        "two roles",
                        "not one of a server",
                        () -> forged(server().identity(Role.PROXY.spiffeId(TestCertificates.TRUST_DOMAIN, "proxy-1")))),
                shown(
                        "a server of another trust domain",
                        "not one of a server",
                        () -> forged(answering(
                                CertificateForge.nameless("server").identity("spiffe://elsewhere/server/server")))));
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("falseServers")
    void doesNotTalkTo(Shown shown, String protocol) throws IOException {
        try (Posing posing = new Posing(shown.certificate().get(), protocol);
                ServerClient client = client(posing.port())) {
            Reply<?> reply = client.get("/", ServerClient.Nothing.class);
            String reason = assertInstanceOf(Reply.Unreachable.class, reply).reason();
            assertTrue(reason.contains(shown.reason()), reason);
            assertEquals(0, posing.requests());
        }
    }

    private ServerClient client(int port) {
        HolderFiles own = certificates.save(directory, Role.WORKER, "worker-1");
        return new MutualTlsClient(new UpstreamConfig(
                URI.create("https://localhost:" + port),
                true,
                own.certificate(),
                own.key(),
                own.trust(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                4));
    }

    private static CertificateForge server() {
        return answering(CertificateForge.of(Role.SERVER, "server"));
    }

    private static CertificateForge answering(CertificateForge forge) {
        return forge.purpose(Optional.of(KeyPurposeId.id_kp_serverAuth)).host("localhost");
    }

    private Issued forged(CertificateForge forge) {
        return forge.signedBy(authorityItself());
    }

    private Issued authorityItself() {
        return itself(certificates.authority());
    }

    private static Issued itself(CertificateAuthority authority) {
        return new Issued(List.of(authority.issuing()), authority.issuingKey());
    }

    private static Shown shown(String name, String reason, Supplier<Issued> certificate) {
        return new Shown(name, reason, certificate);
    }

    private static Stream<Arguments> cases(Shown... all) {
        return Stream.of(all)
                .flatMap(shown -> Stream.of("TLSv1.2", "TLSv1.3").map(protocol -> Arguments.of(shown, protocol)));
    }

    /**
     * What somebody shows who answers at the server's address.
     *
     * @param reason part of why he is not believed
     */
    private record Shown(String name, String reason, Supplier<Issued> certificate) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Answers every request with 200, under any certificate. */
    private static final class Posing implements AutoCloseable {

        private final HttpsServer server;
        private final AtomicInteger requests = new AtomicInteger();

        Posing(Issued certificate, String protocol) throws IOException {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            SSLContext context = new TestCertificates().context(Optional.of(certificate));
            server.setHttpsConfigurator(new Speaking(context, protocol));
            server.createContext("/", exchange -> {
                requests.incrementAndGet();
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
        }

        int port() {
            return server.getAddress().getPort();
        }

        int requests() {
            return requests.get();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    /** One protocol only. */
    private static final class Speaking extends HttpsConfigurator {

        private final String protocol;

        Speaking(SSLContext context, String protocol) {
            super(context);
            this.protocol = protocol;
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
            wanted.setProtocols(new String[] {protocol});
            parameters.setSSLParameters(wanted);
        }
    }
}
