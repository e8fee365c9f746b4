package org.messagebroker.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

    @ParameterizedTest
    @ValueSource(strings = {"+1234567", "+989121234567", "+123456789012345"})
    void acceptsSevenToFifteenDigitsAfterAPlus(String text) {
        assertEquals(text, new PhoneNumber(text).value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "+12",
                "+123456",
                "+1234567890123456",
                "+0123456789",
                "989121234567",
                "00989121234567",
                " +989121234567",
                "+989121234567 ",
                "+989121234567\n",
                "+989121234567\r\n",
                "+98 912 123 4567",
                "+98-912-1234567",
                "++989121234567",
                "+98912123456a",
                "+۹۸۹۱۲۱۲۳۴۵۶۷",
                "+٩٨٩١٢١٢٣٤٥٦٧",
                "+９８９１２１２３４５６７",
                "＋989121234567",
                "+989121234567\0"
            })
    void refusesEverythingElse(String text) {
        assertFalse(PhoneNumber.isValid(text));
        assertThrows(IllegalArgumentException.class, () -> new PhoneNumber(text));
    }

    @ParameterizedTest
    @CsvSource({"+989121234567,+98******4567", "+1234567,+12*4567", "+123456789012345,+12*********2345"})
    void showsOnlyItsEndsWhenMasked(String number, String masked) {
        assertEquals(masked, new PhoneNumber(number).masked());
        assertEquals(masked, new PhoneNumber(number).toString());
    }

    @Test
    void doesNotRepeatARefusedNumberInTheMessage() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> new PhoneNumber("+98912x234567"));
        assertTrue(refusal.getMessage().contains("E.164"));
        assertFalse(refusal.getMessage().contains("912"));
    }
}
