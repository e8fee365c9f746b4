package org.messagebroker.proxy;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.queue.MessageConsumer;
import org.messagebroker.queue.RedisMessageConsumer;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.RawTls;

/** Handing in a message over real TLS into a real queue: what is accepted, and beside it what is refused. */
class SubmitIT {

    private static final int MEGABYTE = 1 << 20;
    private static final String HEAD =
            "POST /api/v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";

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

    @Test
    void answers202WithEverythingThatClientsRead() throws IOException {
        Instant before = Instant.now().minusMillis(1);
        RawTls.Answer answer = proxy.submit(Requests.GOOD);
        JsonNode accepted = Requests.json(answer);
        assertEquals(202, answer.status());
        assertEquals("application/json", answer.header("Content-Type").orElseThrow());
        MessageId id = MessageId.parse(accepted.path("message_id").textValue()).orElseThrow();
        assertEquals("queued", accepted.path("status").textValue());
        assertEquals("shop-1", accepted.path("client_id").textValue());
        assertTrue(
                accepted.path("queued_at").textValue().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));
        assertEquals(id.time(), Instant.parse(accepted.path("queued_at").textValue()));
        assertTrue(id.time().isAfter(before.minusMillis(1))
                && id.time().isBefore(Instant.now().plusMillis(1)));
        assertTrue(accepted.path("position").isIntegralNumber()
                && accepted.path("position").longValue() > 0);
        assertEquals(5, accepted.size());
    }

    @Test
    void putsTheMessageIntoTheQueueByteForByte() throws IOException {
        String body = "سلام 👋 می‌خواهم 👨‍👩‍👧‍👦 \\n \\\"x\\\"";
        RawTls.Answer answer = proxy.submit("{\"sender_number\":\"+989121234567\",\"message_body\":\"" + body
                + "\",\"metadata\":{\"domain\":\"example.ir\",\"client_id\":\"shop-2\"}}");
        Envelope envelope = queued(Requests.json(answer).path("message_id").textValue());
        assertEquals(Envelope.SEALED, envelope.version());
        assertEquals("shop-1", envelope.clientId().value());
        assertEquals(envelope.messageId().time(), envelope.acceptedAt());
        assertArrayEquals(
                ("{\"sender_number\":\"+989121234567\",\"message_body\":\"" + body + "\",\"domain\":\"example.ir\"}")
                        .getBytes(StandardCharsets.UTF_8),
                proxy.opened(envelope));
    }

    @Test
    void putsNothingReadableIntoTheQueue() throws IOException {
        RawTls.Answer answer = proxy.submit("{\"sender_number\":\"+989121234567\",\"message_body\":\"plainly said\"}");
        byte[] payload =
                queued(Requests.json(answer).path("message_id").textValue()).payload();
        String text = new String(payload, StandardCharsets.ISO_8859_1);
        assertFalse(text.contains("plainly") || text.contains("9121234567"), "the payload can be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\""
            })
    void acceptsJsonHoweverItIsDeclared(String type) throws IOException {
        assertEquals(202, postAs(type).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/json; charset=iso-8859-1",
                "application/jsonx",
                "application/json, text/plain",
                "json",
                "*/*",
                ""
            })
    void refusesAnotherContentType(String type) throws IOException {
        assertProblem(415, "unsupported_media_type", postAs(type));
    }

    @Test
    void refusesAMissingContentType() throws IOException {
        try (RawTls connection = proxy.connect()) {
            byte[] body = Requests.GOOD.getBytes(StandardCharsets.UTF_8);
            assertProblem(415, "unsupported_media_type", Requests.post(connection, Requests.MESSAGES, body));
        }
    }

    @Test
    void refusesAnEmptyBody() throws IOException {
        assertProblem(400, "validation_error", proxy.submit(""));
    }

    @Test
    void refusesARequestWithoutBody() throws IOException {
        try (RawTls connection = proxy.connect()) {
            connection.send(HEAD + "\r\n");
            assertProblem(400, "validation_error", Requests.answer(connection));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sender_number\":\"+12\",\"message_body\":\"x\"}",
                "{\"sender_number\":\"+989121234567\\n\",\"message_body\":\"x\"}",
                "{\"sender_number\":\"+۹۸۹۱۲۱۲۳۴۵۶۷\",\"message_body\":\"x\"}",
                "{\"sender_number\":\"09121234567\",\"message_body\":\"x\"}",
                "{\"sender_number\":989121234567,\"message_body\":\"x\"}",
                "{\"sender_number\":true,\"message_body\":\"x\"}",
                "{\"sender_number\":null,\"message_body\":\"x\"}",
                "{\"message_body\":\"x\"}"
            })
    void refusesWhatIsNotANumberAndNamesTheField(String json) throws IOException {
        assertEquals("sender_number", fieldOf(proxy.submit(json)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"   \"",
                "\"\\u200c\"",
                "\"a\\u0000b\"",
                "\"\\ud83d\"",
                "\"\\udc4b\"",
                "123",
                "true",
                "null",
                "{}",
                "[]"
            })
    void refusesWhatIsNotABodyAndNamesTheField(String body) throws IOException {
        assertEquals("message_body", fieldOf(proxy.submit(withBody(body))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "س", "👋"})
    void acceptsAThousandCodePointsAndRefusesOneMore(String character) throws IOException {
        assertEquals(
                202,
                proxy.submit(withBody("\"" + character.repeat(1000) + "\"")).status());
        assertEquals("message_body", fieldOf(proxy.submit(withBody("\"" + character.repeat(1001) + "\""))));
    }

    @Test
    void acceptsAThousandEscapedEmoji() throws IOException {
        assertEquals(
                202,
                proxy.submit(withBody("\"" + "\\ud83d\\udc4b".repeat(1000) + "\""))
                        .status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"null|202", "{}|202", "{\"client_id\":7,\"domain\":null}|202", "[]|400", "\"x\"|400", "7|400"})
    void takesMetadataThatIsAnObjectOrNull(String metadata, int status) throws IOException {
        assertEquals(
                status,
                proxy.submit("{\"sender_number\":\"+989121234567\",\"message_body\":\"x\",\"metadata\":" + metadata
                                + "}")
                        .status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sender_number\":\"+989121234567\",\"message_body\":\"x\",\"sender_number\":\"+989121234568\"}",
                "{\"sender_number\":\"+989121234567\",\"message_body\":\"x\",\"message\\u005fbody\":\"y\"}",
                "{\"sender_number\":\"+989121234567\",\"message_body\":\"x\"}{}",
                "{\"sender_number\":\"+989121234567\",\"message_body\":\"x\"",
                "{\"sender_number\":\"+989121234567\",\"message_body\":\"x\",}",
                "[]",
                "null",
                "\"x\"",
                "hello"
            })
    void refusesWhatIsNotOneJsonObjectWithEachKeyOnce(String json) throws IOException {
        assertProblem(400, "validation_error", proxy.submit(json));
    }

    @Test
    void refusesBytesThatAreNotUtf8() throws IOException {
        List<String> broken = List.of("\u00c3(", "\u00ed\u00a0\u00bd\u00ed\u00b1\u008b", "\u00c0\u0080", "\u00ff");
        for (String bytes : broken) {
            try (RawTls connection = proxy.connect()) {
                byte[] json = withBody("\"" + bytes + "\"").getBytes(StandardCharsets.ISO_8859_1);
                assertProblem(400, "validation_error", Requests.submit(connection, json));
            }
        }
    }

    @Test
    void refusesABodyDeclaredAsFiftyMegabytesBeforeItIsSent() throws IOException {
        try (RawTls connection = proxy.connect()) {
            connection.patience(Duration.ofSeconds(5)).send(HEAD + "Content-Length: " + 50 * MEGABYTE + "\r\n\r\n{");
            assertProblem(413, "payload_too_large", Requests.answer(connection));
            assertTrue(connection.isClosedByPeer());
        }
    }

    @Test
    void refusesAChunkedBodyOfFiftyMegabytesWithoutReadingItWhole() throws IOException {
        byte[] chunk = chunk(8192);
        int sent = 0;
        try (RawTls connection = proxy.connect()) {
            connection.send(CHUNKED);
            try {
                while (sent < 50 * MEGABYTE) {
                    connection.send(chunk);
                    sent += chunk.length;
                }
            } catch (IOException cutOff) {
                // Expected: the proxy does not take it all.
            }
            assertTrue(sent < 20 * MEGABYTE, "the proxy read " + sent + " bytes");
        }
        assertEquals(202, proxy.submit(Requests.GOOD).status());
    }

    @Test
    void answers413ToAChunkedBodyJustBeyondTheLimit() throws IOException {
        try (RawTls connection = proxy.connect()) {
            connection.send(CHUNKED);
            connection.send(chunk(65_537)).send("0\r\n\r\n");
            assertProblem(413, "payload_too_large", Requests.answer(connection));
            assertTrue(connection.isClosedByPeer());
        }
    }

    @Test
    void acceptsAChunkedMessage() throws IOException {
        byte[] json = Requests.GOOD.getBytes(StandardCharsets.UTF_8);
        try (RawTls connection = proxy.connect()) {
            connection
                    .send(CHUNKED + Integer.toHexString(json.length) + "\r\n")
                    .send(json)
                    .send("\r\n0\r\n\r\n");
            assertEquals(202, Requests.answer(connection).status());
        }
    }

    @Test
    void acceptsSeveralMessagesOnOneConnectionAlsoAfterARefusal() throws IOException {
        byte[] good = Requests.GOOD.getBytes(StandardCharsets.UTF_8);
        byte[] bad = withBody("\" \"").getBytes(StandardCharsets.UTF_8);
        try (RawTls connection = proxy.connect()) {
            RawTls.Answer first = Requests.submit(connection, good);
            assertEquals(400, Requests.submit(connection, bad).status());
            RawTls.Answer third = Requests.submit(connection, good);
            assertEquals(List.of(202, 202), List.of(first.status(), third.status()));
            assertFalse(Requests.json(first)
                    .path("message_id")
                    .equals(Requests.json(third).path("message_id")));
        }
    }

    @Test
    void refusesAnotherMethodAndAnotherPath() throws IOException {
        assertProblem(405, "method_not_allowed", proxy.get(Requests.MESSAGES));
        assertProblem(404, "not_found", proxy.get("/api/v1/nothing"));
    }

    @Test
    void neverRepeatsWhatWasSentInARefusal() throws IOException {
        RawTls.Answer number = proxy.submit("{\"sender_number\":\"+98912x7654321\",\"message_body\":\"my secret\"}");
        RawTls.Answer body = proxy.submit(withBody("\"my secret\\u0000\""));
        RawTls.Answer syntax = proxy.submit("{\"my secret\":");
        assertAll(
                () -> assertFalse(number.body().contains("7654321"), number.body()),
                () -> assertFalse(number.body().contains("secret"), number.body()),
                () -> assertFalse(body.body().contains("secret"), body.body()),
                () -> assertFalse(syntax.body().contains("secret"), syntax.body()));
    }

    @Test
    void countsRequestsAndMessages() throws IOException {
        double before = value("proxy_messages_enqueued_total");
        assertEquals(202, proxy.submit(Requests.GOOD).status());
        assertEquals(before + 1, value("proxy_messages_enqueued_total"));
        assertTrue(value("proxy_requests_total{endpoint=\"/api/v1/messages\",method=\"POST\",status=\"202\"}") >= 1);
        assertTrue(proxy.metrics().contains("proxy_request_duration_seconds"));
        assertTrue(value("proxy_certificate_validations_total{result=\"valid\"}") >= 1);
        Await.until(() -> value("redis_queue_size") >= 1, "the depth of the queue is measured");
        Await.until(() -> value("redis_shard_queue_size{shard=\"0\"}") >= 1, "that of each of its parts, too");
    }

    private static double value(String metric) {
        return proxy.metrics()
                .lines()
                .filter(line -> line.startsWith(metric + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    private static Envelope queued(String id) {
        try (MessageConsumer consumer = RedisMessageConsumer.open(proxy.redisConfig(), "test")) {
            return consumer.take(1000, Duration.ofSeconds(5)).stream()
                    .map(MessageConsumer.Taken::envelope)
                    .filter(envelope -> envelope.messageId().toString().equals(id))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static RawTls.Answer postAs(String type) throws IOException {
        try (RawTls connection = proxy.connect()) {
            byte[] body = Requests.GOOD.getBytes(StandardCharsets.UTF_8);
            return Requests.post(connection, Requests.MESSAGES, body, "Content-Type: " + type);
        }
    }

    private static String fieldOf(RawTls.Answer answer) {
        assertProblem(400, "validation_error", answer);
        return Requests.json(answer).path("details").path("field").textValue();
    }

    private static void assertProblem(int status, String code, RawTls.Answer answer) {
        Problems.assertProblem(status, code, answer);
    }

    private static String withBody(String json) {
        return "{\"sender_number\":\"+989121234567\",\"message_body\":" + json + "}";
    }

    private static byte[] chunk(int size) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.write((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.write(" ".repeat(size).getBytes(StandardCharsets.US_ASCII));
        chunk.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunk.toByteArray();
    }
}
