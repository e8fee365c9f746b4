package org.messagebroker.service.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.api.TlsSettings;
import org.messagebroker.api.TlsSettings.ClientAuth;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Role;
import org.messagebroker.service.ServiceFixture;
import org.messagebroker.testing.RawTls;
import org.messagebroker.testing.TestCertificates;

/** What a listener offers and trusts changes while it runs. */
class LiveTlsIT {

    private static final String HELLO = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String AES_256 = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
    private static final String AES_128 = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";

    @TempDir
    private Path directory;

    private final BlockingQueue<Handshake> handshakes = new LinkedBlockingQueue<>();
    private ServiceFixture fixture;
    private ListenerTls tls;

    @BeforeEach
    void start() {
        fixture = ServiceFixture.start(directory, Map.of());
        tls = fixture.service().tls().orElseThrow();
        tls.onHandshake(handshakes::add);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void offersNewProtocolsToNewHandshakesOnly() throws IOException {
        try (RawTls open = fixture.connect(client(), "TLSv1.2")) {
            tls.apply(settings(List.of("TLSv1.3"), List.of(), ClientAuth.OPTIONAL));
            assertThrows(IOException.class, () -> hello(client(), "TLSv1.2"));
            assertEquals(200, hello(client(), "TLSv1.3"));
            assertEquals(200, open.send(HELLO).read().orElseThrow().status());
        }
    }

    @Test
    void offersNewCiphersToNewHandshakes() throws Exception {
        tls.apply(settings(List.of("TLSv1.2"), List.of(AES_128), ClientAuth.OPTIONAL));
        assertEquals(200, hello(client(), "TLSv1.2"));
        assertEquals(AES_128, noted().cipher());
        tls.apply(settings(List.of("TLSv1.2"), List.of(AES_256), ClientAuth.OPTIONAL));
        assertEquals(200, hello(client(), "TLSv1.2"));
        assertEquals(AES_256, noted().cipher());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void requiresACertificateOnceItIsToldTo(String protocol) throws IOException {
        assertEquals(200, hello(Optional.empty(), protocol));
        tls.apply(settings(List.of("TLSv1.3", "TLSv1.2"), List.of(), ClientAuth.REQUIRED));
        assertThrows(IOException.class, () -> hello(Optional.empty(), protocol));
        assertEquals(200, hello(client(), protocol));
    }

    @Test
    void tellsWhatItOffersWithEveryCipherNamed() {
        TlsSettings before = tls.settings();
        assertEquals(List.of("TLSv1.3", "TLSv1.2"), before.protocols());
        tls.apply(settings(List.of("TLSv1.3"), List.of(), ClientAuth.NONE));
        assertEquals(List.of("TLSv1.3"), tls.settings().protocols());
        assertEquals(ListenerTls.ciphers(), tls.settings().ciphers());
        assertEquals(ClientAuth.NONE, tls.settings().clientAuth());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.1", "TLSv1", "SSLv3", "SSLv2Hello", "TLSv1.9"})
    void refusesProtocolsThatAreOldOrUnknown(String protocol) {
        assertRefused(settings(List.of("TLSv1.3", protocol), List.of(), ClientAuth.OPTIONAL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
                "TLS_ECDHE_ECDSA_WITH_NULL_SHA",
                "TLS_DH_anon_WITH_AES_128_GCM_SHA256",
                "NONSENSE"
            })
    void refusesCiphersThatAreWeakOrUnknown(String cipher) {
        assertRefused(settings(List.of("TLSv1.3", "TLSv1.2"), List.of(AES_256, cipher), ClientAuth.OPTIONAL));
    }

    @Test
    void refusesAProtocolThatNobodyCouldUse() {
        assertRefused(settings(List.of("TLSv1.3", "TLSv1.2"), List.of(AES_256), ClientAuth.OPTIONAL));
        assertRefused(settings(List.of(), List.of(), ClientAuth.OPTIONAL));
    }

    @Test
    void trustsOtherAuthoritiesFromMemoryAlsoAfterAReload() throws IOException {
        TestCertificates others = new TestCertificates();
        Optional<Issued> stranger = Optional.of(others.issue(Role.CLIENT, "shop-2"));
        assertThrows(IOException.class, () -> hello(stranger, "TLSv1.3"));
        tls.trust(List.of(others.authority().root()));
        assertEquals(200, hello(stranger, "TLSv1.3"));
        fixture.service().reload();
        assertEquals(200, hello(stranger, "TLSv1.3"));
        assertThrows(IOException.class, () -> hello(client(), "TLSv1.3"));
        assertThrows(IllegalArgumentException.class, () -> tls.trust(List.of()));
    }

    @Test
    void tellsOfEveryHandshakeWhatWasNegotiatedAndWithWhom() throws Exception {
        Optional<Issued> client = client();
        assertEquals(200, hello(client, "TLSv1.2"));
        Handshake first = noted();
        assertEquals("TLSv1.2", first.protocol());
        assertEquals("shop-1", first.peer().orElseThrow().name());
        assertEquals(
                Fingerprint.of(client.orElseThrow().certificate()),
                first.peer().orElseThrow().fingerprint());
        assertEquals(tls.settings(), first.offered());
        assertEquals(200, hello(Optional.empty(), "TLSv1.3"));
        Handshake second = noted();
        assertEquals("TLSv1.3", second.protocol());
        assertEquals(Optional.empty(), second.peer());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void resumesASessionOnlyUnderTheSettingsAndTrustItWasMadeUnder(String protocol) throws IOException {
        SSLContext context = fixture.context(client());
        long made = sessionMade(context, protocol);
        assertEquals(made, sessionMade(context, protocol), "a session is resumed at all");
        tls.apply(settings(List.of(protocol), List.of(), ClientAuth.REQUIRED));
        assertNotEquals(made, sessionMade(context, protocol));
        tls.trust(List.of(new TestCertificates().authority().root()));
        assertThrows(IOException.class, () -> sessionMade(context, protocol));
    }

    /** When the session of a new connection was made: a resumed one earlier than its connection. */
    private long sessionMade(SSLContext context, String protocol) throws IOException {
        int port = fixture.service().port();
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(HELLO.getBytes(StandardCharsets.US_ASCII));
            if (socket.getInputStream().read() < 0) {
                throw new IOException("closed");
            }
            return socket.getSession().getCreationTime();
        }
    }

    private static TlsSettings settings(List<String> protocols, List<String> ciphers, ClientAuth clientAuth) {
        return new TlsSettings(protocols, ciphers, clientAuth);
    }

    private void assertRefused(TlsSettings wanted) {
        TlsSettings before = tls.settings();
        assertThrows(IllegalArgumentException.class, () -> tls.apply(wanted));
        assertEquals(before, tls.settings());
    }

    private Handshake noted() throws InterruptedException {
        return Optional.ofNullable(handshakes.poll(20, TimeUnit.SECONDS)).orElseThrow();
    }

    private Optional<Issued> client() {
        return Optional.of(fixture.certificates().issue(Role.CLIENT, "shop-1"));
    }

    private int hello(Optional<Issued> own, String protocol) throws IOException {
        try (RawTls raw = fixture.connect(own, protocol)) {
            return raw.send(HELLO)
                    .read()
                    .orElseThrow(() -> new IOException("closed"))
                    .status();
        }
    }
}
