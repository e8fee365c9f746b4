package org.messagebroker.enrolment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.EnrolmentToken;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.certs.Keys;
import org.messagebroker.certs.Pem;
import org.messagebroker.service.StartException;
import org.messagebroker.service.tls.Peer;
import org.messagebroker.settings.Settings;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.TestCertificates;

/** How a newcomer gets its first certificate, and to whom it does not give its token; over real TLS. */
class JoiningIT {

    private final TestCertificates certificates = new TestCertificates();

    @TempDir
    private Path directory;

    private StandInServer server;
    private CertificateFiles files;

    @BeforeEach
    void start() {
        server = StandInServer.start(certificates, directory.resolve("server"));
        Path own = directory.resolve("worker");
        files = new CertificateFiles(own.resolve("w.crt"), own.resolve("w.key"), own.resolve("ca.crt"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void getsACertificateForAKeyOfItsOwnAndThenNeedsNoToken() {
        join(server.token("worker"));

        assertTrue(files.exist());
        assertTrue(Keys.belongTogether(files.current().getPublicKey(), key()));
        assertEquals(List.of(certificates.authority().root()), files.trusted());

        join(server.token("worker"));
        assertEquals(1, server.requests().size(), "it asked again though it has its certificate");
    }

    @Test
    void givesItsTokenToNobodyOfAnotherAuthority() {
        EnrolmentToken good = server.token("worker");
        EnrolmentToken other =
                new EnrolmentToken("0".repeat(64), good.role(), good.name(), good.expiresAt(), good.secret());

        StartException refused = assertThrows(StartException.class, () -> join(other));

        assertTrue(refused.getMessage().contains("does not belong to the authority"), refused::getMessage);
        assertEquals(1, server.greeted());
        assertEquals(List.of(), server.requests(), "the token was sent");
        assertFalse(files.exist());
    }

    /** The root is public: showing it proves nothing. */
    @Test
    void givesItsTokenToNobodyWhoOnlyShowsTheRightRoot() {
        TestCertificates own = new TestCertificates();
        try (StandInServer impostor = StandInServer.start(
                own, directory.resolve("impostor"), certificates.authority().root())) {
            StartException refused =
                    assertThrows(StartException.class, () -> join(server.token("worker"), impostor.url()));

            assertTrue(refused.getMessage().contains("is not who its certificate says"), refused::getMessage);
            assertEquals(1, impostor.greeted());
            assertEquals(List.of(), impostor.requests(), "the token was sent");
        }
    }

    @Test
    void asksNobodyWithATokenForAnotherRole() {
        StartException refused = assertThrows(StartException.class, () -> join(server.token("proxy")));

        assertTrue(refused.getMessage().contains("is for a proxy, and this is a worker"), refused::getMessage);
        assertEquals(0, server.greeted());
    }

    @Test
    void saysWhatTheServerSaysOfAUsedToken() {
        server.refuse(ErrorCode.AUTHORIZATION_ERROR, "This token was used for another request.");

        StartException refused = assertThrows(StartException.class, () -> join(server.token("worker")));

        assertTrue(refused.getMessage().contains("This token was used for another request."), refused::getMessage);
        assertFalse(files.exist());
        server.refuseNoMore();
        join(server.token("worker"));
        assertTrue(files.exist(), "the accepting twin");
    }

    @Test
    void givesUpWhenTheTokenEndsBeforeTheServerAnswers() {
        server.goAway();
        EnrolmentToken good = server.token("worker");
        EnrolmentToken ended = new EnrolmentToken(
                good.authorityFingerprint(),
                good.role(),
                good.name(),
                Instant.now().minus(Duration.ofSeconds(1)),
                good.secret());

        StartException refused = assertThrows(StartException.class, () -> join(ended));

        assertTrue(refused.getMessage().contains("ended at " + ended.expiresAt()), refused::getMessage);
    }

    @Test
    void waitsForAServerThatIsAwayAndJoinsWhenItIsBack() throws Exception {
        server.goAway();
        CompletableFuture<Void> joining = CompletableFuture.runAsync(() -> join(server.token("worker")));
        turnAwayOneCaller(server.port());
        assertFalse(joining.isDone());

        server.comeBack();

        joining.get(30, TimeUnit.SECONDS);
        assertTrue(files.exist());
    }

    @Test
    void asksForTheSameCertificateAgainAfterACrash() throws Exception {
        server.loseAnswers(1);
        Thread first =
                Thread.ofVirtual().start(() -> assertThrows(StartException.class, () -> join(server.token("worker"))));
        awaitRequest();
        first.interrupt();
        first.join();
        assertFalse(files.exist());

        join(server.token("worker"));

        assertEquals(2, server.requests().size());
        assertEquals(1, server.issued().size(), "a second certificate was issued");
        assertTrue(Keys.belongTogether(files.current().getPublicKey(), key()));
    }

    private void awaitRequest() {
        Await.until(() -> !server.requests().isEmpty(), "a request comes");
    }

    private static void turnAwayOneCaller(int port) throws IOException {
        try (ServerSocket nobody = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            nobody.accept().close();
        }
    }

    private java.security.PrivateKey key() {
        try {
            return Pem.privateKey(Files.readString(files.key()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void join(EnrolmentToken token) {
        join(token, server.url());
    }

    private void join(EnrolmentToken token, String url) {
        Settings settings = StandInServer.settings(directory)
                .with(Map.of(
                        "enrolment.token", token.text(),
                        "main-server.url", url,
                        "server-cert-path", files.certificate().toString(),
                        "server-key-path", files.key().toString(),
                        "ca-cert-path", files.authorities().toString()));
        Enrolment.joinIfNew(settings, Peer.Role.WORKER);
    }
}
