package org.messagebroker.proxy.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.MessageContent;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.Json;

class MessageFormTest {

    private static final String NUMBER = "+989121234567";

    @Test
    void readsNumberBodyAndDomain() {
        MessageContent content = read("""
                {
                  "sender_number": "+989121234567",
                  "message_body": "سلام 👋",
                  "metadata": {"timestamp": "2026-11-23T21:30:00.123456", "client_id": "someone", "domain": "example.ir"}
                }
                """);
        assertEquals(NUMBER, content.senderNumber().value());
        assertEquals("سلام 👋", content.body().value());
        assertEquals(Optional.of("example.ir"), content.domain());
    }

    @Test
    void readsEscapesAsTheCharactersTheyStandFor() {
        MessageContent content = read(
                "{\"sender_number\":\"\\u002b989121234567\",\"message_body\":\"\\u0633\\u0644\\u0627\\u0645 \\ud83d\\udc4b\"}");
        assertEquals(NUMBER, content.senderNumber().value());
        assertEquals("سلام 👋", content.body().value());
    }

    @Test
    void keepsEveryCharacterOfTheBody() {
        assertEquals(
                " می‌خواهم\n\ttwo  ",
                read(form("\" می‌خواهم\\n\\ttwo  \"")).body().value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"domain\":null}",
                "{\"domain\":\"\"}",
                "{\"domain\":\"  \"}",
                "{\"client_id\":7,\"timestamp\":[1],\"more\":{\"deep\":true}}"
            })
    void takesMetadataWithoutDomain(String metadata) {
        assertEquals(Optional.empty(), read(withMetadata(metadata)).domain());
    }

    @Test
    void takesNoMetadataAtAll() {
        assertEquals(Optional.empty(), read(form("\"x\"")).domain());
    }

    @Test
    void ignoresFieldsItDoesNotKnow() {
        assertEquals(
                "x",
                read("{\"sender_number\":\"" + NUMBER
                                + "\",\"priority\":[{\"a\":1}],\"message_body\":\"x\",\"sender\":1}")
                        .body()
                        .value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"+12\"",
                "\"+989121234567\\n\"",
                "\"+989121234567\\u0000\"",
                "\" +989121234567\"",
                "\"989121234567\"",
                "\"+۹۸۹۱۲۱۲۳۴۵۶۷\"",
                "\"+0989121234567\"",
                "\"\"",
                "null",
                "123",
                "true",
                "989121234567",
                "[\"+989121234567\"]",
                "{\"value\":\"+989121234567\"}"
            })
    void refusesWhatIsNotANumber(String json) {
        assertRefused("sender_number", "{\"sender_number\":" + json + ",\"message_body\":\"x\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\" \\t\\n\"",
                "\"\\u200c\"",
                "\"a\\u0000b\"",
                "\"\\ud83d\"",
                "\"\\udc4b\\ud83d\"",
                "\"a\\ud83db\"",
                "null",
                "123",
                "true",
                "[\"x\"]",
                "{}"
            })
    void refusesWhatIsNotABody(String json) {
        assertRefused("message_body", form(json));
    }

    @Test
    void takesAThousandCodePointsAndNotOneMore() {
        assertEquals(
                2000, read(form("\"" + "👋".repeat(1000) + "\"")).body().value().length());
        assertRefused("message_body", form("\"" + "👋".repeat(1001) + "\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"x\"", "7", "true", "[{\"domain\":\"x\"}]"})
    void refusesMetadataThatIsNotAnObject(String metadata) {
        assertRefused("metadata", withMetadata(metadata));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "true", "{}", "[]", "\"a\\u0000\"", "\"a\\nb\"", "\"\\ud83d\""})
    void refusesADomainThatIsNone(String domain) {
        assertRefused("metadata.domain", withMetadata("{\"domain\":" + domain + "}"));
    }

    @Test
    void takesADomainOf255CharactersAndNotOneMore() {
        String longest = "d".repeat(255);
        assertEquals(
                Optional.of(longest),
                read(withMetadata("{\"domain\":\"" + longest + "\"}")).domain());
        assertRefused("metadata.domain", withMetadata("{\"domain\":\"" + longest + "d\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"sender_number|{\"message_body\":\"x\"}", "message_body|{\"sender_number\":\"+989121234567\"}"})
    void refusesAMissingField(String field, String json) {
        assertRefused(field, json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sender_number\":\"+989121234567\",\"message_body\":\"x\",\"message_body\":\"y\"}",
                "{\"sender_number\":\"+989121234567\",\"message_body\":\"x\",\"message\\u005fbody\":\"y\"}",
                "{\"sender_number\":\"+989121234567\",\"message_body\":\"x\",\"metadata\":{\"domain\":\"a\",\"domain\":\"b\"}}",
                "{\"sender_number\":\"+989121234567\",\"message_body\":\"x\"} {}",
                "{\"sender_number\":\"+989121234567\",\"message_body\":\"x\"",
                "[]",
                "\"x\"",
                "null",
                "{'sender_number':'+989121234567','message_body':'x'}"
            })
    void refusesWhatIsNotOneObjectWithEachKeyOnce(String json) {
        assertEquals(
                ErrorCode.VALIDATION_ERROR,
                assertThrows(Problem.class, () -> read(json)).code());
    }

    @Test
    void saysWhatIsExpectedAndNeverWhatWasSent() {
        Problem number = assertThrows(
                Problem.class, () -> read("{\"sender_number\":\"+98912x234567\",\"message_body\":\"my secret\"}"));
        assertTrue(number.told().contains("E.164"));
        assertTrue(number.details().containsKey("expected"));
        assertFalse((number.told() + number.details()).contains("912x"));
        Problem body = assertThrows(Problem.class, () -> read(form("\"my secret\\u0000\"")));
        assertFalse((body.told() + body.details()).contains("secret"));
    }

    private static void assertRefused(String field, String json) {
        Problem refusal = assertThrows(Problem.class, () -> read(json));
        assertEquals(ErrorCode.VALIDATION_ERROR, refusal.code());
        assertEquals(field, refusal.details().get("field"));
    }

    private static String form(String body) {
        return "{\"sender_number\":\"" + NUMBER + "\",\"message_body\":" + body + "}";
    }

    private static String withMetadata(String metadata) {
        return "{\"sender_number\":\"" + NUMBER + "\",\"message_body\":\"x\",\"metadata\":" + metadata + "}";
    }

    private static MessageContent read(String json) {
        return MessageForm.read(Json.object(json.getBytes(StandardCharsets.UTF_8)));
    }
}
