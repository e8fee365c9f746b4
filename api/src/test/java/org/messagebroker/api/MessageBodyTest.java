package org.messagebroker.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageBodyTest {

    private static final String FAMILY = "👨‍👩‍👧‍👦";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "0",
                "سلام 👋",
                "می‌خواهم",
                " indented",
                "two\nlines\r\n",
                "\ttab",
                FAMILY,
                "🇮🇷",
                "a\u0001b",
                "\uFEFFwith a byte order mark",
                "\u200Fبا نشانه"
            })
    void acceptsAnyTextWithSomethingToSee(String text) {
        assertEquals(text, new MessageBody(text).value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t\n\r",
                "\u00A0",
                "\u2003\u2007\u202F",
                "\u3000",
                "\u200B",
                "\u200C",
                "\u200D\uFEFF",
                "\u2028",
                "\u0085",
                "\u001F\u007F",
                " \u200E\u200F ",
                "\uDB40\uDC20"
            })
    void refusesTextWithNothingToSee(String text) {
        assertEquals(Optional.of("is blank"), MessageBody.fault(text));
        assertThrows(IllegalArgumentException.class, () -> new MessageBody(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "\0سلام", "سلام\0"})
    void refusesNulAnywhere(String text) {
        assertEquals(Optional.of("contains the character NUL"), MessageBody.fault(text));
    }

    @ParameterizedTest
    @ValueSource(chars = {'\uD800', '\uDBFF', '\uDC00', '\uDFFF'})
    void refusesHalfASurrogatePairAnywhere(char half) {
        Optional<String> fault = Optional.of("contains half of a surrogate pair");
        assertEquals(fault, MessageBody.fault(String.valueOf(half)));
        assertEquals(fault, MessageBody.fault("a" + half + "b"));
        assertEquals(fault, MessageBody.fault("👋" + half));
    }

    @Test
    void refusesAPairInTheWrongOrder() {
        assertEquals(Optional.of("contains half of a surrogate pair"), MessageBody.fault("\uDC4B\uD83D"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "س", "👋", "\u200C"})
    void countsCodePointsAndNotUnits(String character) {
        String thousand = "b" + character.repeat(999);
        assertEquals(Optional.empty(), MessageBody.fault(thousand));
        assertEquals(Optional.of("is longer than 1000 characters"), MessageBody.fault(thousand + character));
    }

    @Test
    void countsEveryPartOfAJoinedEmoji() {
        assertEquals(7, FAMILY.codePointCount(0, FAMILY.length()));
        assertEquals(Optional.empty(), MessageBody.fault(FAMILY.repeat(142)));
        assertEquals(Optional.of("is longer than 1000 characters"), MessageBody.fault(FAMILY.repeat(143)));
    }

    @Test
    void hidesItsTextFromLogs() {
        MessageBody body = new MessageBody("my secret");
        assertFalse(body.toString().contains("secret"));
        MessageContent content = new MessageContent(new PhoneNumber("+989121234567"), body, Optional.empty());
        assertFalse(content.toString().contains("secret"));
        assertFalse(content.toString().contains("9121234"));
    }
}
