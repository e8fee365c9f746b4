package org.messagebroker.service.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.service.ServiceFixture;
import org.messagebroker.service.json.JsonBody;
import org.messagebroker.testing.RawTls;

/** The other side may be slow within a deadline; beyond it the connection ends. */
class SlownessIT {

    private static final String HEAD = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

    @TempDir
    private Path directory;

    private ServiceFixture fixture;

    private void start(Map<String, String> settings) {
        fixture = ServiceFixture.start(
                directory,
                settings,
                routes -> routes.get(
                        "/large",
                        (request, response) -> JsonBody.send(response, 200, Map.of("text", "x".repeat(30 << 20)))));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void answersARequestThatComesByteByByteWithinTheDeadline() throws IOException {
        start(Map.of());
        try (RawTls raw = fixture.client()) {
            for (char c : (HEAD + "Content-Length: 7\r\n\r\n{\"a\":1}").toCharArray()) {
                raw.send(String.valueOf(c));
            }
            assertEquals("{\"a\":1}", raw.read().orElseThrow().body());
        }
    }

    @Test
    void closesAConnectionThatNeverFinishesItsHeader() throws IOException {
        start(Map.of("server.header-timeout", "1s"));
        try (RawTls raw = fixture.client()) {
            raw.send(HEAD);
            assertClosedAfter(Duration.ofSeconds(1), raw);
        }
    }

    @Test
    void closesAConnectionWhoseHeaderDripsBeyondTheDeadline() throws Exception {
        start(Map.of("server.header-timeout", "1s"));
        CountDownLatch done = new CountDownLatch(1);
        try (RawTls raw = fixture.client()) {
            raw.send(HEAD);
            Thread dripping = Thread.ofVirtual().start(() -> drip(raw, done));
            assertClosedAfter(Duration.ofSeconds(1), raw);
            done.countDown();
            dripping.join();
        }
    }

    @Test
    void closesAConnectionWhoseBodyStalls() throws IOException {
        start(Map.of("server.body-timeout", "1s"));
        try (RawTls raw = fixture.client()) {
            raw.send(HEAD + "Content-Length: 7\r\n\r\n{\"a");
            assertClosedAfter(Duration.ofSeconds(1), raw);
        }
    }

    @Test
    void closesAConnectionWhoseChunkStalls() throws IOException {
        start(Map.of("server.body-timeout", "1s"));
        try (RawTls raw = fixture.client()) {
            raw.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n7\r\n{\"a");
            assertClosedAfter(Duration.ofSeconds(1), raw);
        }
    }

    @Test
    void closesAConnectionWhoseBodyStallsBeforeARouteThatDoesNotReadIt() throws IOException {
        start(Map.of("server.body-timeout", "1s"));
        try (RawTls raw = fixture.client()) {
            raw.send(HEAD.replace("/echo", "/ignore") + "Content-Length: 7\r\n\r\n{\"a");
            assertEquals(200, raw.read().orElseThrow().status());
            assertTrue(raw.isClosedByPeer());
        }
    }

    @Test
    void closesAnIdleConnection() throws IOException {
        start(Map.of("server.idle-timeout", "1s"));
        try (RawTls raw = fixture.client()) {
            raw.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
            assertEquals(200, raw.read().orElseThrow().status());
            assertClosedAfter(Duration.ofSeconds(1), raw);
        }
    }

    @Test
    void closesAConnectionThatNeverBeginsItsHandshake() throws IOException {
        start(Map.of("server.header-timeout", "1s"));
        try (Socket silent = new Socket()) {
            silent.connect(new InetSocketAddress("127.0.0.1", fixture.service().port()));
            silent.setSoTimeout(20_000);
            assertEquals(-1, silent.getInputStream().read());
        }
    }

    @Test
    void closesAConnectionThatNeverReadsItsAnswer() throws Exception {
        start(Map.of("server.write-timeout", "1s", "server.max-connections", "1"));
        try (RawTls raw = fixture.client()) {
            raw.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
            try (RawTls next = fixture.client()) {
                next.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
                assertEquals(200, next.read().orElseThrow().status());
            }
        }
    }

    @Test
    void letsAnotherConnectionInWhenAStalledOneIsClosed() throws IOException {
        start(Map.of("server.max-connections", "1", "server.header-timeout", "1s"));
        try (Socket silent = new Socket()) {
            silent.connect(new InetSocketAddress("127.0.0.1", fixture.service().port()));
            try (RawTls raw = fixture.client()) {
                raw.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
                assertEquals(200, raw.read().orElseThrow().status());
            }
        }
    }

    @Test
    void closesASlowConnectionOfTheManagementListenerToo() throws IOException {
        start(Map.of("management.header-timeout", "1s"));
        try (Socket slow = new Socket("127.0.0.1", fixture.service().managementPort())) {
            slow.setSoTimeout(20_000);
            slow.getOutputStream().write("GET /health/live HTTP/1.1\r\nHost:".getBytes(StandardCharsets.US_ASCII));
            InputStream in = slow.getInputStream();
            assertEquals(-1, in.read());
        }
    }

    private static void assertClosedAfter(Duration deadline, RawTls raw) {
        long begin = System.nanoTime();
        assertTrue(raw.isClosedByPeer(), "closed");
        assertTrue(System.nanoTime() - begin > deadline.toNanos() / 2, "not before the deadline");
    }

    private static void drip(RawTls raw, CountDownLatch done) {
        try {
            while (!done.await(50, TimeUnit.MILLISECONDS)) {
                raw.send("X: y\r\n");
            }
        } catch (IOException | InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
