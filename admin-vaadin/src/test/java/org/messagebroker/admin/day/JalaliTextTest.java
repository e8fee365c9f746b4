package org.messagebroker.admin.day;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JalaliTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"۱۴۰۵/۰۹/۰۵", "1405/9/5", "1405-09-05", " ۱۴۰۵.۹.۵ ", "١٤٠٥/٩/٥"})
    void isReadInEitherDigits(String text) {
        assertEquals(Optional.of(LocalDate.of(2026, 11, 26)), JalaliText.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1405/13/1", "1405/7/31", "1405/12/30", "1405/9/0", "5/9/1405", "2026/11/26", "امروز"})
    void isNoDayOtherwise(String text) {
        assertEquals(Optional.empty(), JalaliText.parse(text));
    }
}
