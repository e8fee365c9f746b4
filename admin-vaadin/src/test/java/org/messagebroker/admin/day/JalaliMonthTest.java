package org.messagebroker.admin.day;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JalaliMonthTest {

    @ParameterizedTest
    @CsvSource({
        "1405, 1, 31",
        "1405, 6, 31",
        "1405, 7, 30",
        "1405, 11, 30",
        "1405, 12, 29",
        "1403, 12, 30",
        "1408, 12, 30"
    })
    void hasAsManyDaysAsTheCalendarSays(int year, int month, int days) {
        assertEquals(days, new JalaliMonth(year, month).length());
    }

    /** The first of Azar 1405 was a Sunday, the first of Farvardin 1405 a Saturday, the first of Aban 1405 a Friday. */
    @ParameterizedTest
    @CsvSource({"1405, 9, 1, 2026-11-22", "1405, 1, 0, 2026-03-21", "1405, 8, 6, 2026-10-23"})
    void beginsOnItsWeekdayInAWeekThatBeginsOnSaturday(int year, int month, int cell, LocalDate first) {
        JalaliMonth sheet = new JalaliMonth(year, month);
        assertEquals(Optional.of(first), sheet.at(cell));
        IntStream.range(0, cell).forEach(before -> assertEquals(Optional.empty(), sheet.at(before)));
    }

    @ParameterizedTest
    @CsvSource({"1405, 8", "1403, 12", "1405, 12", "1405, 1"})
    void showsEveryDayOnceAndNothingBehindTheLast(int year, int month) {
        JalaliMonth sheet = new JalaliMonth(year, month);
        assertEquals(
                IntStream.rangeClosed(1, sheet.length()).mapToObj(sheet::day).toList(),
                IntStream.range(0, JalaliMonth.CELLS)
                        .mapToObj(sheet::at)
                        .flatMap(Optional::stream)
                        .toList());
    }

    @Test
    void turnsOverTheEndOfAYear() {
        assertEquals(new JalaliMonth(1406, 1), new JalaliMonth(1405, 12).plus(1));
        assertEquals(new JalaliMonth(1404, 12), new JalaliMonth(1405, 1).plus(-1));
        assertEquals(new JalaliMonth(1404, 5), new JalaliMonth(1405, 5).plus(-12));
    }

    @Test
    void takesTheLastDayWhereTheMonthIsShorter() {
        assertEquals(LocalDate.of(2027, 3, 20), new JalaliMonth(1405, 12).day(31));
        assertEquals(LocalDate.of(2025, 3, 20), new JalaliMonth(1403, 12).day(31));
    }
}
