package org.messagebroker.server.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.messagebroker.service.Problem;

class KeepTest {

    private static final ZoneId TEHRAN = ZoneId.of("Asia/Tehran");
    private static final Instant EVENING = Instant.parse("2026-03-31T21:00:00Z");

    @Test
    void keepsWholeDaysOfTheZone() {
        // It is the first of April in Tehran already.
        assertEquals(Instant.parse("2026-03-24T20:30:00Z"), Keep.days(7).floor(EVENING, TEHRAN));
        assertEquals(Instant.parse("2026-03-24T00:00:00Z"), Keep.days(7).floor(EVENING, ZoneId.of("UTC")));
    }

    @Test
    void keepsMonthsOfTheCalendarWithTheirOwnLengths() {
        Keep month = Keep.of(Optional.empty(), Optional.of(1));
        assertEquals(Instant.parse("2026-02-28T00:00:00Z"), month.floor(EVENING, ZoneId.of("UTC")));
        assertEquals(Instant.parse("2026-02-28T20:30:00Z"), month.floor(EVENING, TEHRAN));
    }

    @Test
    void keepsForEverWhenNothingIsSaid() {
        assertEquals(Instant.EPOCH, Keep.of(Optional.empty(), Optional.empty()).floor(EVENING, TEHRAN));
        assertEquals(Instant.EPOCH, Keep.of(Optional.empty(), Optional.of(1200)).floor(EVENING, TEHRAN));
    }

    @Test
    void refusesNoTimeTooMuchTimeAndTwoTimes() {
        assertThrows(Problem.class, () -> Keep.days(0));
        assertThrows(Problem.class, () -> Keep.of(Optional.empty(), Optional.of(1201)));
        assertThrows(Problem.class, () -> Keep.of(Optional.of(1), Optional.of(1)));
    }
}
