package org.messagebroker.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JalaliDateTest {

    /** Known days: holidays, the ends of leap and common years, the day of the revolution. */
    @ParameterizedTest
    @CsvSource({
        "1979-02-11, 1357, 11, 22",
        "2000-03-20, 1379, 1, 1",
        "2021-03-20, 1399, 12, 30",
        "2021-03-21, 1400, 1, 1",
        "2024-03-19, 1402, 12, 29",
        "2024-03-20, 1403, 1, 1",
        "2025-03-20, 1403, 12, 30",
        "2025-03-21, 1404, 1, 1",
        "2026-03-21, 1405, 1, 1",
        "2026-09-22, 1405, 6, 31",
        "2026-09-23, 1405, 7, 1",
        "2026-11-23, 1405, 9, 2"
    })
    void agreesWithTheCalendarOfIran(LocalDate date, int year, int month, int day) {
        assertEquals(new JalaliDate(year, month, day), JalaliDate.of(date));
    }

    @Test
    void knowsTheLeapYears() {
        List<Integer> leap = IntStream.rangeClosed(1370, 1420)
                .filter(year -> ChronoUnit.DAYS.between(JalaliDate.newYear(year), JalaliDate.newYear(year + 1)) == 366)
                .boxed()
                .toList();
        assertEquals(List.of(1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412, 1416, 1420), leap);
    }

    @Test
    void countsEveryDayOnce() {
        JalaliDate before = JalaliDate.of(LocalDate.of(1950, 1, 1));
        for (LocalDate day = LocalDate.of(1950, 1, 2); day.getYear() < 2100; day = day.plusDays(1)) {
            JalaliDate next = JalaliDate.of(day);
            assertTrue(follows(before, next), () -> next + " comes after its day before");
            before = next;
        }
    }

    @Test
    void leadsBackToTheSameDay() {
        for (LocalDate day = LocalDate.of(1950, 1, 1); day.getYear() < 2100; day = day.plusDays(1)) {
            JalaliDate jalali = JalaliDate.of(day);
            assertEquals(day, jalali.date());
            assertTrue(jalali.exists(), jalali::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({"1403, 12, 30, true", "1404, 12, 30, false", "1407, 12, 30, false", "1408, 12, 30, true"})
    void knowsWhichMonthsHaveALastDay(int year, int month, int day, boolean exists) {
        assertEquals(exists, new JalaliDate(year, month, day).exists());
    }

    @ParameterizedTest
    @CsvSource({"1405, 7, 31", "1177, 1, 1", "1634, 1, 1"})
    void knowsNoOtherDays(int year, int month, int day) {
        assertFalse(new JalaliDate(year, month, day).exists());
    }

    private static boolean follows(JalaliDate before, JalaliDate next) {
        boolean sameMonth = is(next, before.year(), before.month(), before.day() + 1);
        boolean newMonth = is(next, before.year(), before.month() + 1, 1) && before.day() >= 30;
        boolean newYear = is(next, before.year() + 1, 1, 1) && before.month() == 12;
        return sameMonth || newMonth || (newYear && before.day() >= 29);
    }

    private static boolean is(JalaliDate date, int year, int month, int day) {
        return date.year() == year && date.month() == month && date.day() == day;
    }
}
