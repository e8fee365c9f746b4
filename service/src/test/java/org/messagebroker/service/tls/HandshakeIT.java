package org.messagebroker.service.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Role;
import org.messagebroker.service.ServiceFixture;
import org.messagebroker.service.StartException;
import org.messagebroker.service.json.JsonBody;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.RawTls;
import org.messagebroker.testing.TestCertificates;
import org.slf4j.LoggerFactory;

/** Who gets through the handshake, and who a request says he is. */
class HandshakeIT {

    private static final String WHO = "GET /who HTTP/1.1\r\nHost: a\r\n\r\n";

    @TempDir
    private Path directory;

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private ServiceFixture fixture;

    @BeforeEach
    void start() {
        logged.start();
        ((Logger) LoggerFactory.getLogger("org.messagebroker.service.wire")).addAppender(logged);
        fixture = start(directory, Map.of());
    }

    private static ServiceFixture start(Path directory, Map<String, String> settings) {
        return ServiceFixture.start(
                directory,
                settings,
                routes -> routes.get("/who", (request, response) -> {
                    Peer peer = Peer.require(request, Peer.Role.CLIENT, Instant.now());
                    JsonBody.send(response, 200, Map.of("name", peer.name(), "role", peer.role()));
                }));
    }

    @AfterEach
    void stop() {
        fixture.close();
        ((Logger) LoggerFactory.getLogger("org.messagebroker.service.wire")).detachAppender(logged);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void takesAClientOfOurAuthority(String protocol) throws IOException {
        RawTls.Answer answer = ask(Optional.of(issue(Role.CLIENT)), protocol);
        assertEquals(
                "{\"name\":\"shop-1\",\"role\":\"client\"}".length(),
                answer.body().length(),
                answer.body());
        assertTrue(answer.body().contains("\"name\":\"shop-1\""), answer.body());
    }

    @Test
    void tellsAClientWithoutCertificateWhy() throws IOException {
        assertError(401, "authentication_error", ask(Optional.empty(), "TLSv1.3"));
    }

    @Test
    void tellsAnExpiredClientSo() throws IOException {
        RawTls.Answer answer = ask(Optional.of(fixture.certificates().expired(Role.CLIENT, "shop-1")), "TLSv1.3");
        assertError(403, "authorization_error", answer);
        assertTrue(answer.body().contains("expired"), answer.body());
    }

    @Test
    void tellsAClientThatIsNotYetValidSo() throws IOException {
        RawTls.Answer answer = ask(Optional.of(fixture.certificates().notYetValid(Role.CLIENT, "shop-1")), "TLSv1.3");
        assertError(403, "authorization_error", answer);
        assertTrue(answer.body().contains("not valid before"), answer.body());
    }

    @Test
    void tellsAWorkerThatItIsNoClient() throws IOException {
        assertError(403, "authorization_error", ask(Optional.of(issue(Role.WORKER)), "TLSv1.3"));
    }

    @Test
    void doesNotTakeAnIdentityFromAHeaderOrAQuery() throws IOException {
        try (RawTls raw = fixture.connect(Optional.of(issue(Role.CLIENT)))) {
            raw.send("GET /who?client_id=other HTTP/1.1\r\nHost: a\r\nX-Client-Id: other\r\nX-HELIDON-CN: other\r\n"
                    + "X-SSL-Client-DN: CN=other\r\n\r\n");
            assertTrue(raw.read().orElseThrow().body().contains("\"name\":\"shop-1\""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void refusesACertificateFromAnotherAuthority(String protocol) {
        assertRefused(new TestCertificates().issue(Role.CLIENT, "shop-1"), protocol, "no valid chain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void refusesACertificateThatIsOnlyForServers(String protocol) {
        assertRefused(issue(Role.SERVER), protocol, "not meant for a client");
    }

    @Test
    void refusesAWeakKey() {
        assertRefused(fixture.certificates().weakKey("shop-1"), "TLSv1.3", "weak key (RSA)");
    }

    @Test
    void refusesAWeakSignature() {
        assertRefused(fixture.certificates().weakSignature("shop-1"), "TLSv1.3", "weak signature");
    }

    @Test
    void refusesAnAuthoritysOwnCertificate() {
        assertRefused(fixture.certificates().authorityAsLeaf(), "TLSv1.3", "authority");
    }

    @Test
    void refusesOldProtocols() {
        assertThrows(IOException.class, () -> fixture.connect(Optional.of(issue(Role.CLIENT)), "TLSv1.1"));
    }

    @Test
    void refusesInTheHandshakeWhoHasNoCertificateWhenOneIsRequired() {
        fixture.close();
        fixture = start(directory.resolve("again"), Map.of("server.tls.client-auth", "required"));
        assertThrows(IOException.class, () -> ask(Optional.empty(), "TLSv1.3"));
    }

    @Test
    void offersOnlyTheProtocolsThatAreSet() throws IOException {
        fixture.close();
        fixture = start(directory.resolve("again"), Map.of("server.tls.protocols", "TLSv1.3"));
        assertEquals(200, ask(Optional.of(issue(Role.CLIENT)), "TLSv1.3").status());
        assertThrows(IOException.class, () -> fixture.connect(Optional.of(issue(Role.CLIENT)), "TLSv1.2"));
    }

    @Test
    void presentsARenewedCertificateAfterAReload() throws IOException {
        BigInteger before = fixture.service().tls().orElseThrow().certificate().getSerialNumber();
        fixture.settings(Map.of());
        fixture.service().reload();
        assertNotEquals(
                before, fixture.service().tls().orElseThrow().certificate().getSerialNumber());
        assertEquals(200, ask(Optional.of(issue(Role.CLIENT)), "TLSv1.3").status());
    }

    @Test
    void keepsItsCertificateWhenAReloadFindsABadFile() throws IOException {
        Path certificate = directory.resolve("certs/server.crt");
        Files.writeString(certificate, "nonsense");
        assertThrows(StartException.class, () -> fixture.service().reload());
        assertEquals(200, ask(Optional.of(issue(Role.CLIENT)), "TLSv1.3").status());
    }

    @Test
    void doesNotStartWithAKeyThatOthersCanRead() throws IOException {
        Files.setPosixFilePermissions(
                directory.resolve("certs/server.key"), PosixFilePermissions.fromString("rw-r--r--"));
        StartException refused =
                assertThrows(StartException.class, () -> fixture.service().reload());
        assertTrue(refused.getMessage().contains("chmod 600"), refused.getMessage());
    }

    @Test
    void doesNotStartWithAnUnknownProtocolOrCipher() {
        assertThrows(
                StartException.class,
                () -> start(directory.resolve("again"), Map.of("server.tls.protocols", "TLSv1.9")));
        StartException refused = assertThrows(
                StartException.class,
                () -> start(directory.resolve("again"), Map.of("server.tls.ciphers", "TLS_NULL")));
        assertTrue(refused.getMessage().contains("TLS_AES_256_GCM_SHA384"), refused.getMessage());
    }

    private Issued issue(Role role) {
        return fixture.certificates().issue(role, "shop-1");
    }

    private RawTls.Answer ask(Optional<Issued> own, String protocol) throws IOException {
        try (RawTls raw = fixture.connect(own, protocol)) {
            raw.send(WHO);
            return raw.read().orElseThrow(() -> new IOException("closed"));
        }
    }

    private void assertRefused(Issued own, String protocol, String reason) {
        assertThrows(IOException.class, () -> ask(Optional.of(own), protocol));
        Await.until(
                () -> messages().stream().anyMatch(line -> line.startsWith("handshake with") && line.contains(reason)),
                "the log names " + reason);
    }

    private List<String> messages() {
        return List.copyOf(logged.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static void assertError(int status, String code, RawTls.Answer answer) {
        assertEquals(status, answer.status(), answer.body());
        assertTrue(answer.body().contains("\"error\":\"" + code + "\""), answer.body());
    }
}
