package org.messagebroker.proxy.intake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.MessageBody;
import org.messagebroker.api.MessageContent;
import org.messagebroker.api.PhoneNumber;
import org.messagebroker.service.Problem;

class ContentMarkTest {

    private final ContentMark marks = marks(1);

    @Test
    void isTheSameForTheSameContent() {
        assertArrayEquals(
                marks.of(content("+989121234567", "سلام", "a")), marks.of(content("+989121234567", "سلام", "a")));
    }

    @Test
    void differsWhereAnyPartDiffers() {
        byte[] mark = marks.of(content("+989121234567", "سلام", "a"));

        assertDiffers(mark, marks.of(content("+989121234568", "سلام", "a")));
        assertDiffers(mark, marks.of(content("+989121234567", "سلام!", "a")));
        assertDiffers(mark, marks.of(content("+989121234567", "سلام", "b")));
        assertDiffers(
                mark,
                marks.of(new MessageContent(
                        new PhoneNumber("+989121234567"), new MessageBody("سلام"), Optional.empty())));
    }

    @Test
    void doesNotMistakeOnePartForTheNext() {
        assertDiffers(marks.of(content("+989121234567", "ab", "c")), marks.of(content("+989121234567", "a", "bc")));
    }

    @Test
    void cannotBeGuessedWithoutTheKey() {
        MessageContent content = content("+989121234567", "سلام", "a");

        assertDiffers(marks.of(content), marks(2).of(content));
    }

    @Test
    void failsClosedWithoutAKey() {
        ContentMark keyless = new ContentMark(Optional::empty);

        Problem refused = assertThrows(Problem.class, () -> keyless.of(content("+989121234567", "x", "a")));

        assertEquals(ErrorCode.SERVICE_UNAVAILABLE, refused.code());
    }

    private static ContentMark marks(int first) {
        byte[] key = new byte[32];
        key[0] = (byte) first;
        return new ContentMark(() -> Optional.of(new SecretKeySpec(key, "HmacSHA256")));
    }

    private static MessageContent content(String number, String body, String domain) {
        return new MessageContent(new PhoneNumber(number), new MessageBody(body), Optional.of(domain));
    }

    private static void assertDiffers(byte[] one, byte[] other) {
        assertFalse(Arrays.equals(one, other));
    }
}
