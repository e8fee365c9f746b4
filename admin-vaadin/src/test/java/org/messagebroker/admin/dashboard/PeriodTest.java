package org.messagebroker.admin.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.messagebroker.admin.dashboard.Period.Range;
import org.messagebroker.admin.language.Language;

/** Wednesday, 25 November 2026 (4 Azar 1405), a little after ten in the morning in Tehran. */
class PeriodTest {

    private static final ZoneId TEHRAN = ZoneId.of("Asia/Tehran");
    private static final Instant NOW = Instant.parse("2026-11-25T06:37:00Z");

    @Test
    void countsADayFromItsMidnightToTheEndOfTheQuarter() {
        assertEquals(
                range("2026-11-24T20:30:00Z", "2026-11-25T06:45:00Z"),
                Period.TODAY.current(NOW, TEHRAN, Language.ENGLISH));
    }

    @Test
    void comparesADayWithTheSameHoursOfYesterday() {
        assertEquals(
                range("2026-11-23T20:30:00Z", "2026-11-24T06:45:00Z"),
                Period.TODAY.previous(NOW, TEHRAN, Language.ENGLISH));
    }

    @Test
    void beginsAWeekAsTheLanguageDoes() {
        assertEquals(
                Instant.parse("2026-11-22T20:30:00Z"),
                Period.WEEK.current(NOW, TEHRAN, Language.ENGLISH).from());
        assertEquals(
                Instant.parse("2026-11-20T20:30:00Z"),
                Period.WEEK.current(NOW, TEHRAN, Language.PERSIAN).from());
    }

    @Test
    void countsTheMonthsOfTheLanguage() {
        assertEquals(
                Instant.parse("2026-10-31T20:30:00Z"),
                Period.MONTH.current(NOW, TEHRAN, Language.ENGLISH).from());
        assertEquals(
                Instant.parse("2026-11-21T20:30:00Z"),
                Period.MONTH.current(NOW, TEHRAN, Language.PERSIAN).from());
    }

    /** On 31 March there is more of the month than February has. */
    @Test
    void endsTheMonthBeforeWhereThisOneBegins() {
        Instant late = Instant.parse("2027-03-31T12:00:00Z");
        assertEquals(
                range("2027-01-31T20:30:00Z", "2027-02-28T20:30:00Z"),
                Period.MONTH.previous(late, TEHRAN, Language.ENGLISH));
    }

    @Test
    void beginsAYearOfChartsWithAWholeMonthOfTheLanguage() {
        assertEquals(
                Instant.parse("2025-11-30T20:30:00Z"),
                ChartRange.YEAR.range(NOW, TEHRAN, Language.ENGLISH).from());
        assertEquals(
                Instant.parse("2025-12-21T20:30:00Z"),
                ChartRange.YEAR.range(NOW, TEHRAN, Language.PERSIAN).from());
    }

    private static Range range(String from, String to) {
        return new Range(Instant.parse(from), Instant.parse(to));
    }
}
