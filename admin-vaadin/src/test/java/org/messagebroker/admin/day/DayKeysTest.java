package org.messagebroker.admin.day;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DayKeysTest {

    /** Thursday, 5 Azar 1405. */
    private static final LocalDate DAY = LocalDate.of(2026, 11, 26);

    @ParameterizedTest
    @CsvSource({
        "ArrowLeft, false, 2026-11-27",
        "ArrowRight, false, 2026-11-25",
        "ArrowDown, false, 2026-12-03",
        "ArrowUp, false, 2026-11-19",
        "Home, false, 2026-11-21",
        "End, false, 2026-11-27",
        "PageDown, false, 2026-12-26",
        "PageUp, false, 2026-10-27",
        "PageDown, true, 2027-11-26",
        "PageUp, true, 2025-11-26",
        "x, false, 2026-11-26"
    })
    void leadFromRightToLeft(String key, boolean shift, LocalDate expected) {
        assertEquals(expected, DayKeys.follow(key, shift, DAY));
    }

    @Test
    void chooseWithEnterAndSpaceOnly() {
        assertTrue(DayKeys.chooses("Enter"));
        assertTrue(DayKeys.chooses(" "));
        assertFalse(DayKeys.chooses("ArrowLeft"));
    }
}
