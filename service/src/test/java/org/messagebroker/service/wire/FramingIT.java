package org.messagebroker.service.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.messagebroker.certs.Role;
import org.messagebroker.service.ServiceFixture;
import org.messagebroker.service.json.Json;
import org.messagebroker.service.json.JsonBody;
import org.messagebroker.testing.RawTls;

/** Bytes that are not one clear request: answered once, with an error that gives nothing away, and the connection ends. */
class FramingIT {

    private static final int MAX_BODY = 2000;
    private static final AtomicInteger SMUGGLED = new AtomicInteger();
    private static final String SMUGGLE = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String JSON = "Host: localhost\r\nContent-Type: application/json\r\n";

    @TempDir
    private static Path directory;

    private static ServiceFixture fixture;

    @BeforeAll
    static void start() {
        fixture = ServiceFixture.start(
                directory,
                Map.of(
                        "server.max-body-bytes", String.valueOf(MAX_BODY),
                        "server.max-header-bytes", "4096",
                        "server.max-request-line-bytes", "1024"),
                routes -> routes.get("/smuggled", (request, response) -> {
                    SMUGGLED.incrementAndGet();
                    JsonBody.send(response, 200, Map.of());
                }));
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    static Stream<Arguments> malformedHeads() {
        return Stream.of(
                malformed("an empty request line", "\r\nGET /hello HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a request line without a path", "GET HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a request line without a version", "GET /hello\r\nHost: a\r\n\r\n"),
                malformed("two spaces in the request line", "GET  /hello HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a tab in the request line", "GET\t/hello HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a space at the end of the request line", "GET /hello HTTP/1.1 \r\nHost: a\r\n\r\n"),
                malformed("a method in lower case", "get /hello HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a method with a digit", "G3T /hello HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a very long method", "G".repeat(40) + " /hello HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("HTTP/1.0", "GET /hello HTTP/1.0\r\nHost: a\r\n\r\n"),
                malformed("HTTP/2.0", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                malformed("a version in lower case", "GET /hello http/1.1\r\nHost: a\r\n\r\n"),
                malformed("a version with more after it", "GET /hello HTTP/1.10\r\nHost: a\r\n\r\n"),
                malformed("something that is not HTTP", "\u0016\u0003\u0001\u0002\u0000\u0001"),
                malformed("an absolute target", "GET http://a/hello HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("an asterisk as target", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("CONNECT", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a path with a double slash", "GET //hello HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a path with a double slash inside", "GET /things//1 HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a path with two dots", "GET /things/../hello HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a path that ends with two dots", "GET /things/.. HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a path with one dot", "GET /./hello HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a path with escaped dots", "GET /things/%2e%2e/hello HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a path with an escaped slash", "GET /things%2f1 HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a path with an escaped letter", "GET /%68ello HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a path with a twice escaped letter", "GET /%2568ello HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a path with an escaped NUL", "GET /hello%00 HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a path with a parameter", "GET /hello;a=b HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a path with a backslash", "GET /things\\1 HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a path with a fragment", "GET /hello#x HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a path with half an escape", "GET /hello% HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a path with a malformed escape", "GET /hello%zz HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a path with a raw byte", "GET /h\u00e9llo HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a query with an escaped NUL", "GET /hello?a=%00 HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("a request line too long", "GET /" + "a".repeat(2000) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                malformed("no Host", "GET /hello HTTP/1.1\r\nX: y\r\n\r\n"),
                malformed("two Hosts", "GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
                malformed("an empty Host", "GET /hello HTTP/1.1\r\nHost:\r\n\r\n"),
                malformed("a Host with a path", "GET /hello HTTP/1.1\r\nHost: a/b\r\n\r\n"),
                malformed("a header without a name", "GET /hello HTTP/1.1\r\nHost: a\r\n: v\r\n\r\n"),
                malformed("a header without a colon", "GET /hello HTTP/1.1\r\nHost: a\r\nX\r\n\r\n"),
                malformed("a space before a header's colon", "GET /hello HTTP/1.1\r\nHost : a\r\n\r\n"),
                malformed("NUL in a header's name", "GET /hello HTTP/1.1\r\nHost: a\r\nX\u0000Y: v\r\n\r\n"),
                malformed("NUL in a header's value", "GET /hello HTTP/1.1\r\nHost: a\r\nX: \u0000\r\n\r\n"),
                malformed("a control character in a value", "GET /hello HTTP/1.1\r\nHost: a\r\nX: \u0001\r\n\r\n"),
                malformed("a folded header", "GET /hello HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n"),
                malformed("a first header that is folded", "GET /hello HTTP/1.1\r\n Host: a\r\n\r\n"),
                malformed("a bare LF after the request line", "GET /hello HTTP/1.1\nHost: a\r\n\r\n"),
                malformed("a bare LF after a header", "GET /hello HTTP/1.1\r\nHost: a\n\r\n"),
                malformed("only bare LFs", "GET /hello HTTP/1.1\nHost: a\n\n"),
                malformed("a bare CR in a header", "GET /hello HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n"),
                malformed(
                        "a very long header", "GET /hello HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(9000) + "\r\n\r\n"),
                malformed("very many headers", "GET /hello HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(150) + "\r\n"),
                malformed(
                        "Expect: banana",
                        "POST /echo HTTP/1.1\r\n" + JSON + "Expect: banana\r\nContent-Length: 2\r\n\r\n{}"),
                malformed(
                        "two Content-Types",
                        "POST /echo HTTP/1.1\r\n" + JSON + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}"),
                malformed(
                        "two Authorizations",
                        "GET /hello HTTP/1.1\r\nHost: a\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n"));
    }

    static Stream<Arguments> malformedLengths() {
        return Stream.of(
                malformed(
                        "Content-Length and Transfer-Encoding",
                        post("Content-Length: 4\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
                malformed(
                        "Transfer-Encoding and Content-Length",
                        post("Transfer-Encoding: chunked\r\nContent-Length: 4", "0\r\n\r\n")),
                malformed("two equal Content-Lengths", post("Content-Length: 2\r\nContent-Length: 2", "{}")),
                malformed("two different Content-Lengths", post("Content-Length: 2\r\nContent-Length: 40", "{}")),
                malformed("a list of Content-Lengths", post("Content-Length: 2, 2", "{}")),
                malformed("a negative Content-Length", post("Content-Length: -2", "{}")),
                malformed("a Content-Length with a plus", post("Content-Length: +2", "{}")),
                malformed("a Content-Length in hex", post("Content-Length: 0x2", "{}")),
                malformed("a Content-Length with a space inside", post("Content-Length: 2 2", "{}")),
                malformed("a Content-Length with a point", post("Content-Length: 2.0", "{}")),
                malformed("an empty Content-Length", post("Content-Length:", "{}")),
                malformed("a Content-Length beyond a long", post("Content-Length: 99999999999999999999", "{}")),
                malformed("a Content-Length in Persian digits", post("Content-Length: \u00db\u00b2", "{}")),
                malformed("an unknown Transfer-Encoding", post("Transfer-Encoding: xchunked", "0\r\n\r\n")),
                malformed(
                        "two Transfer-Encodings",
                        post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
                malformed("a list of Transfer-Encodings", post("Transfer-Encoding: gzip, chunked", "0\r\n\r\n")),
                malformed("chunked not last", post("Transfer-Encoding: chunked, identity", "0\r\n\r\n")),
                malformed("an empty Transfer-Encoding", post("Transfer-Encoding:", "0\r\n\r\n")),
                malformed("Transfer-Encoding identity", post("Transfer-Encoding: identity", "{}")));
    }

    static Stream<Arguments> malformedChunks() {
        return Stream.of(
                malformed("a chunk size with a plus", chunked("+2\r\n{}\r\n0\r\n\r\n")),
                malformed("a negative chunk size", chunked("-2\r\n{}\r\n0\r\n\r\n")),
                malformed("a chunk size with 0x", chunked("0x2\r\n{}\r\n0\r\n\r\n")),
                malformed("a chunk size that is no number", chunked("zz\r\n{}\r\n0\r\n\r\n")),
                malformed("an empty chunk size", chunked("\r\n{}\r\n0\r\n\r\n")),
                malformed("a space before the chunk size", chunked(" 2\r\n{}\r\n0\r\n\r\n")),
                malformed("a space after the chunk size", chunked("2 \r\n{}\r\n0\r\n\r\n")),
                malformed("a chunk size beyond an int", chunked("1000000000000002\r\n{}\r\n0\r\n\r\n")),
                malformed("a chunk size with many zeros", chunked("000000000000002\r\n{}\r\n0\r\n\r\n")),
                malformed("a chunk extension", chunked("2;a=b\r\n{}\r\n0\r\n\r\n")),
                malformed("a malformed chunk extension", chunked("2;\u0000\r\n{}\r\n0\r\n\r\n")),
                malformed("a chunk size that ends with LF", chunked("2\n{}\r\n0\r\n\r\n")),
                malformed("a chunk without CR LF after it", chunked("2\r\n{}0\r\n\r\n")),
                malformed("a chunk with only LF after it", chunked("2\r\n{}\n0\r\n\r\n")),
                malformed("a chunk longer than its size", chunked("1\r\n{}\r\n0\r\n\r\n")),
                malformed("a chunk shorter than its size", chunked("3\r\n{}\r\n0\r\n\r\n")),
                malformed("a trailer", chunked("2\r\n{}\r\n0\r\nX: y\r\n\r\n")),
                malformed("no empty line at the end", chunked("2\r\n{}\r\n0\r\nGET /smuggled HTTP/1.1\r\n")));
    }

    static Stream<Arguments> tooLarge() {
        return Stream.of(
                malformed("a body declared too large", post("Content-Length: " + (MAX_BODY + 1), "{")),
                malformed("a body declared as huge", post("Content-Length: 999999999999999999", "{")),
                malformed("one chunk too large", chunked("7d1\r\n{")),
                malformed("a chunk of almost 4 GiB", chunked("ffffffff\r\n{")),
                malformed(
                        "many chunks too large together",
                        chunked("10\r\n0123456789abcdef\r\n".repeat(200) + "0\r\n\r\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"malformedHeads", "malformedLengths", "malformedChunks"})
    void isRefusedWith400AndTheConnectionCloses(String name, String bytes) throws IOException {
        assertRefused(400, "validation_error", bytes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tooLarge")
    void isRefusedWith413AndTheConnectionCloses(String name, String bytes) throws IOException {
        assertRefused(413, "payload_too_large", bytes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedChunks")
    void isRefusedAlsoWhenTheRouteDoesNotReadTheBody(String name, String bytes) throws IOException {
        int before = SMUGGLED.get();
        try (RawTls raw = fixture.client()) {
            raw.send(bytes.replace("POST /echo", "POST /ignore") + SMUGGLE);
            Optional<RawTls.Answer> answer = raw.read();
            answer.ifPresent(first -> assertTrue(first.status() < 500, first.head()));
            assertTrue(raw.isClosedByPeer());
        }
        assertEquals(before, SMUGGLED.get());
    }

    @Test
    void isRefusedOverTls12Too() throws IOException {
        try (RawTls raw =
                fixture.connect(Optional.of(fixture.certificates().issue(Role.CLIENT, "shop-1")), "TLSv1.2")) {
            raw.send(chunked("+2\r\n{}\r\n0\r\n\r\n") + SMUGGLE);
            assertEquals(400, raw.read().orElseThrow().status());
            assertTrue(raw.isClosedByPeer());
        }
    }

    @Test
    void takesAWellFormedBodyInChunksHoweverItIsCut() throws IOException {
        String request = chunked("1\r\n{\r\n8\r\n\"a\":\"b\"}\r\n0\r\n\r\n");
        try (RawTls raw = fixture.client()) {
            for (int cut = 1; cut < request.length(); cut++) {
                raw.send(request.substring(0, cut));
                raw.send(request.substring(cut));
                assertEquals("{\"a\":\"b\"}", raw.read().orElseThrow().body(), "cut at " + cut);
            }
        }
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() throws IOException {
        try (RawTls raw = fixture.client()) {
            raw.send(post("Content-Length: 7", "{\"a\":1}") + chunked("7\r\n{\"b\":2}\r\n0\r\n\r\n")
                    + "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
            assertEquals("{\"a\":1}", raw.read().orElseThrow().body());
            assertEquals("{\"b\":2}", raw.read().orElseThrow().body());
            assertEquals("{\"hello\":\"you\"}", raw.read().orElseThrow().body());
        }
    }

    @Test
    void skipsABodyThatTheRouteDoesNotReadAndServesTheNextRequest() throws IOException {
        try (RawTls raw = fixture.client()) {
            raw.send(post("Content-Length: 47", SMUGGLE.repeat(2).substring(0, 47))
                    .replace("/echo", "/ignore"));
            assertEquals(200, raw.read().orElseThrow().status());
            raw.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
            assertEquals(200, raw.read().orElseThrow().status());
        }
    }

    @Test
    void closesAfterTheRequestThatAsksForIt() throws IOException {
        int before = SMUGGLED.get();
        try (RawTls raw = fixture.client()) {
            raw.send("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" + SMUGGLE);
            assertEquals(200, raw.read().orElseThrow().status());
            assertTrue(raw.isClosedByPeer());
        }
        assertEquals(before, SMUGGLED.get());
    }

    @Test
    void sendsContinueBeforeABodyThatWaitsForIt() throws IOException {
        try (RawTls raw = fixture.client()) {
            raw.send(post("Expect: 100-continue\r\nContent-Length: 7", ""));
            assertEquals(100, raw.read().orElseThrow().status());
            raw.send("{\"a\":1}");
            assertEquals("{\"a\":1}", raw.read().orElseThrow().body());
        }
    }

    @Test
    void refusesTheBodyThatWaitsForContinueWhenItIsTooLarge() throws IOException {
        try (RawTls raw = fixture.client()) {
            raw.send(post("Expect: 100-continue\r\nContent-Length: 99999", ""));
            assertEquals(413, raw.read().orElseThrow().status());
            assertTrue(raw.isClosedByPeer());
        }
    }

    @Test
    void refusesABodyOf50MegabytesWithoutReadingItWhole() throws IOException {
        byte[] megabyte = "a".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        int sent = 0;
        try (RawTls raw = fixture.client()) {
            raw.send(post("Content-Length: " + 50 * megabyte.length, ""));
            try {
                while (sent < 50) {
                    raw.send(megabyte);
                    sent++;
                }
            } catch (IOException refused) {
                assertTrue(sent < 40, sent + " MB were taken");
            }
            assertTrue(sent < 50, "all was taken");
        }
    }

    private static void assertRefused(int status, String code, String bytes) throws IOException {
        int before = SMUGGLED.get();
        try (RawTls raw = fixture.client()) {
            raw.patience(Duration.ofSeconds(10));
            raw.send(bytes + SMUGGLE);
            RawTls.Answer answer = raw.read().orElseThrow();
            assertEquals(status, answer.status(), answer.head() + answer.body());
            JsonNode body = Json.object(answer.body().getBytes(StandardCharsets.UTF_8));
            assertEquals(code, body.get("error").textValue());
            assertEquals(
                    answer.header("X-Request-Id").orElseThrow(),
                    body.get("request_id").textValue());
            assertTrue(body.hasNonNull("timestamp"));
            assertFalse(answer.body().contains("helidon") || answer.body().contains("Exception"), answer.body());
            assertEquals("nosniff", answer.header("X-Content-Type-Options").orElseThrow());
            assertEquals("close", answer.header("Connection").orElseThrow());
            assertTrue(raw.isClosedByPeer(), "the connection is closed");
        }
        assertEquals(before, SMUGGLED.get(), "left-over bytes were executed");
    }

    private static Arguments malformed(String name, String bytes) {
        return Arguments.of(name, bytes);
    }

    private static String post(String headers, String body) {
        return "POST /echo HTTP/1.1\r\n" + JSON + headers + "\r\n\r\n" + body;
    }

    private static String chunked(String body) {
        return post("Transfer-Encoding: chunked", body);
    }
}
