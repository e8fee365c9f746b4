package org.messagebroker.service.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.ErrorBody;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.SubmitResponse;
import org.messagebroker.service.Problem;

class JsonTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final MessageId ID = MessageId.create(() -> NOW);

    private record Form(String text, int number, boolean flag, Optional<String> note, List<String> items) {}

    @Test
    void writesWhatTheContractShows() {
        SubmitResponse answer = new SubmitResponse(ID, MessageStatus.QUEUED, new ClientId("shop-1"), NOW, 3);
        assertEquals(
                "{\"message_id\":\"" + ID + "\",\"status\":\"queued\",\"client_id\":\"shop-1\","
                        + "\"queued_at\":\"2026-11-23T10:00:00Z\",\"position\":3}",
                write(answer));
    }

    @Test
    void readsWhatItWrites() {
        Envelope envelope =
                new Envelope(Envelope.SEALED, ID, new ClientId("shop-1"), NOW, new byte[] {1, 2, (byte) 200});
        assertEquals(envelope, Json.parse(Json.bytes(envelope), Envelope.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"text":"a\\u0000","number":1,"flag":true,"items":[]}""", """
                {"text":"a","number":1,"flag":true,"note":"\\u0000","items":[]}""", """
                {"text":"a","number":1,"flag":true,"items":["b","\\u0000"]}"""})
    void refusesNulInAnyText(String json) {
        Problem refused = assertThrows(Problem.class, () -> Json.parse(utf8(json), Form.class));

        assertEquals(ErrorCode.VALIDATION_ERROR, refused.code());
        assertTrue(refused.told().contains("must not contain the character NUL"), refused::told);
    }

    @Test
    void leavesOutWhatAnErrorDoesNotHave() {
        ErrorBody error = new ErrorBody("not_found", "No.", Map.of(), NOW, "r", Optional.empty());
        assertFalse(write(error).contains("details") || write(error).contains("retry_after"), write(error));
        assertEquals(error, Json.parse(Json.bytes(error), ErrorBody.class));
    }

    @Test
    void keepsPersianAndEmojiReadable() {
        assertEquals("{\"text\":\"سلام 👋\"}", write(Map.of("text", "سلام 👋")));
        assertEquals(
                "سلام 👋",
                Json.object(utf8("{\"text\":\"\\u0633\\u0644\\u0627\\u0645 \\ud83d\\udc4b\"}"))
                        .get("text")
                        .textValue());
    }

    @Test
    void ignoresUnknownFields() {
        assertEquals(
                "a",
                parse("{\"text\":\"a\",\"number\":1,\"flag\":true,\"other\":{}}")
                        .text());
    }

    @Test
    void takesAnAbsentOptionalOrListForEmpty() {
        Form form = parse("{\"text\":\"a\",\"number\":1,\"flag\":true}");
        assertEquals(Optional.empty(), form.note());
        assertEquals(List.of(), form.items());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":1,\"number\":1,\"flag\":true}",
                "{\"text\":true,\"number\":1,\"flag\":true}",
                "{\"text\":1.5,\"number\":1,\"flag\":true}",
                "{\"text\":[],\"number\":1,\"flag\":true}",
                "{\"text\":{},\"number\":1,\"flag\":true}",
                "{\"text\":null,\"number\":1,\"flag\":true}",
                "{\"number\":1,\"flag\":true}",
            })
    void refusesAnotherTypeForText(String json) {
        assertEquals("text", refused(json).details().get("field"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "1.0", "true", "null", "\"\"", "99999999999", "1e3"})
    void refusesAnotherTypeForANumber(String value) {
        assertEquals(
                "number",
                refused("{\"text\":\"a\",\"flag\":true,\"number\":" + value + "}")
                        .details()
                        .get("field"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"true\"", "1", "null", "\"\""})
    void refusesAnotherTypeForAFlag(String value) {
        assertEquals(
                "flag",
                refused("{\"text\":\"a\",\"number\":1,\"flag\":" + value + "}")
                        .details()
                        .get("field"));
    }

    @Test
    void refusesADuplicatedKey() {
        assertTrue(refused("{\"text\":\"a\",\"text\":\"b\"}").told().contains("same key twice"));
        assertTrue(refusedTree("{\"a\":{\"b\":1,\"b\":2}}").told().contains("same key twice"));
        assertTrue(refusedTree("{\"a\":1,\"\\u0061\":2}").told().contains("same key twice"));
    }

    @Test
    void refusesWhatFollowsTheValue() {
        assertTrue(
                refusedTree("{} {}").told().contains("after"),
                refusedTree("{} {}").told());
        assertTrue(refusedTree("{}x").told().contains("JSON"));
        assertTrue(
                refused("{\"text\":\"a\",\"number\":1,\"flag\":true}]").told().contains("JSON"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "1",
                "\"a\"",
                "null",
                "{",
                "{\"a\":}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "\ufeff{}",
                "{\"a\":\"\n\"}",
                "{/**/}",
                "{\"a\":1,}"
            })
    void refusesWhatIsNotAnObject(String json) {
        assertEquals(ErrorCode.VALIDATION_ERROR, refusedTree(json).code());
    }

    @Test
    void refusesInvalidUtf8() {
        byte[] overlong = {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'};
        byte[] surrogate = {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'};
        byte[] cut = {'{', '"', (byte) 0xD8};
        for (byte[] json : List.of(overlong, surrogate, cut)) {
            assertTrue(
                    assertThrows(Problem.class, () -> Json.object(json)).told().contains("UTF-8"));
        }
    }

    @Test
    void refusesDeepNestingAndHugeNumbers() {
        assertTrue(refusedTree("{\"a\":" + "[".repeat(10_000)).told().contains("too deeply"));
        assertTrue(refusedTree("{\"a\":" + "9".repeat(5_000) + "}").told().contains("too long"));
    }

    @Test
    void namesTheFieldAndNotTheContent() {
        Problem problem = assertThrows(
                Problem.class, () -> Json.parse(utf8("{\"message_id\":\"+989121234567\"}"), SubmitResponse.class));
        assertEquals("message_id", problem.details().get("field"));
        assertFalse(problem.told().contains("9891") || problem.told().contains("org.messagebroker"), problem.told());
    }

    private static Form parse(String json) {
        return Json.parse(utf8(json), Form.class);
    }

    private static Problem refused(String json) {
        return assertThrows(Problem.class, () -> parse(json));
    }

    private static Problem refusedTree(String json) {
        return assertThrows(Problem.class, () -> Json.object(utf8(json)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String write(Object value) {
        return new String(Json.bytes(value), StandardCharsets.UTF_8);
    }
}
