package org.messagebroker.server.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.server.statistics.Bucket.Cut;

class CalendarTest {

    private static final ZoneId TEHRAN = ZoneId.of("Asia/Tehran");

    @ParameterizedTest
    @CsvSource({
        "GREGORIAN, 2024-02, 29",
        "GREGORIAN, 2026-02, 28",
        "GREGORIAN, 2026-12, 31",
        "JALALI, 1403-12, 30",
        "JALALI, 1404-12, 29",
        "JALALI, 1408-12, 30",
        "JALALI, 1405-06, 31",
        "JALALI, 1405-07, 30"
    })
    void knowsHowLongMonthsAre(Calendar calendar, String month, long days) {
        Calendar.Days found = calendar.days(month).orElseThrow();
        assertEquals(days, ChronoUnit.DAYS.between(found.first(), found.next()));
        assertEquals(month, calendar.monthLabel(found.first()));
        assertEquals(found.next(), calendar.plusMonths(found.first(), 1));
        assertEquals(found.first(), calendar.plusMonths(found.next(), -1));
    }

    @ParameterizedTest
    @CsvSource({
        "GREGORIAN, 2026-02-29",
        "GREGORIAN, 2026-13-01",
        "GREGORIAN, 2026-00",
        "JALALI, 1404-12-30",
        "JALALI, 1405-07-31",
        "JALALI, 1405-13",
        "JALALI, 9999-01-01",
        "JALALI, 2026-11-25",
        "GREGORIAN, 26-1-1",
        "GREGORIAN, ۲۰۲۶-۱۱-۲۵",
        "GREGORIAN, 2026-11-25 OR 1=1"
    })
    void knowsNoOtherDays(Calendar calendar, String text) {
        assertEquals(Optional.empty(), calendar.days(text));
    }

    @Test
    void writesTheSameDayInBothCalendars() {
        LocalDate day = LocalDate.of(2026, 11, 25);
        assertEquals("2026-11-25", Calendar.GREGORIAN.label(day));
        assertEquals("1405-09-04", Calendar.JALALI.label(day));
        assertEquals(day, Calendar.JALALI.days("1405-09-04").orElseThrow().first());
    }

    @ParameterizedTest
    @CsvSource({
        "SATURDAY, 2026-11-21, 2026-11-28",
        "MONDAY, 2026-11-23, 2026-11-30",
    })
    void beginsWeeksWhereItIsToldTo(DayOfWeek weekStart, LocalDate first, LocalDate next) {
        Cut cut = new Cut(Bucket.WEEK, TEHRAN, Calendar.JALALI, weekStart);
        Instant begin = cut.begin(Instant.parse("2026-11-25T10:00:00Z"));
        assertEquals(Span.begin(first, TEHRAN), begin);
        assertEquals(Span.begin(next, TEHRAN), cut.end(begin));
    }

    @Test
    void cutsHoursOfTheZoneAndNotOfUtc() {
        Cut cut = new Cut(Bucket.HOUR, TEHRAN, Calendar.JALALI, DayOfWeek.SATURDAY);
        Instant begin = cut.begin(Instant.parse("2026-11-25T10:15:00Z"));
        assertEquals(Instant.parse("2026-11-25T09:30:00Z"), begin);
        assertEquals("1405-09-04 13:00", cut.label(begin));
        assertEquals(begin.plus(Duration.ofHours(1)), cut.end(begin));
    }

    /** Clocks go back from 02:00 to 01:00: that hour is there twice, and the day has 25. */
    @Test
    void countsTheHourThatIsThereTwiceAsTwo() {
        ZoneId newYork = ZoneId.of("America/New_York");
        Cut hours = new Cut(Bucket.HOUR, newYork, Calendar.GREGORIAN, DayOfWeek.MONDAY);
        Cut days = new Cut(Bucket.DAY, newYork, Calendar.GREGORIAN, DayOfWeek.MONDAY);
        Instant midnight = Span.begin(LocalDate.of(2026, 11, 1), newYork);
        long count = LongStream.iterate(0, i -> i + 1)
                .mapToObj(i -> midnight.plus(Duration.ofHours(i)))
                .takeWhile(time -> time.isBefore(days.end(midnight)))
                .map(hours::begin)
                .distinct()
                .count();
        assertEquals(25, count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Tehran", "Asia/Kathmandu", "Pacific/Chatham", "America/New_York"})
    void coversARangeWithEveryQuarterHourOnce(String name) {
        ZoneId zone = ZoneId.of(name);
        Range range = new Range(Instant.parse("2025-01-30T23:45:00Z"), Instant.parse("2026-04-02T00:15:00Z"));
        for (Calendar calendar : Calendar.values()) {
            for (Bucket bucket : Bucket.values()) {
                List<Segment> segments = Segment.covering(range, new Cut(bucket, zone, calendar, DayOfWeek.MONDAY));
                for (long quarter = Quarter.of(range.from()) - 200; quarter < Quarter.of(range.to()) + 200; quarter++) {
                    long asked = quarter;
                    boolean within = asked >= Quarter.of(range.from()) && asked < Quarter.of(range.to());
                    assertEquals(
                            within ? 1 : 0,
                            segments.stream()
                                    .filter(each -> covers(each, asked, zone))
                                    .count(),
                            () -> segments + " at " + Quarter.begin(asked));
                }
            }
        }
    }

    private static boolean covers(Segment segment, long quarter, ZoneId zone) {
        long period = segment.span().period(quarter, zone);
        return segment.from() <= period && period < segment.until();
    }

    @ParameterizedTest
    @CsvSource({
        "GREGORIAN, 2026-03-01, 2026-04-01, 2026-02-01",
        "GREGORIAN, 2026-01-01, 2026-04-01, 2025-10-01",
        "GREGORIAN, 2026-03-02, 2026-03-09, 2026-02-23",
        "JALALI, 2026-03-21, 2026-04-21, 2026-02-20",
        "JALALI, 2025-03-21, 2026-03-21, 2024-03-20"
    })
    void comparesWithAsManyMonthsOrDaysBefore(
            Calendar calendar, LocalDate first, LocalDate next, LocalDate firstBefore) {
        Range range = new Range(Span.begin(first, TEHRAN), Span.begin(next, TEHRAN));
        assertEquals(new Range(Span.begin(firstBefore, TEHRAN), range.from()), range.before(calendar, TEHRAN));
    }
}
