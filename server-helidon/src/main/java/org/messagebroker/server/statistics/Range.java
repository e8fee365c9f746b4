package org.messagebroker.server.statistics;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * From a time until before another, both beginnings of quarter-hours.
 *
 * @param to later than {@code from}
 */
record Range(Instant from, Instant to) {

    /**
     * The same length of time before: as many months where the range is whole months, as many days where it is whole days,
     * however many hours those have.
     */
    Range before(Calendar calendar, ZoneId zone) {
        LocalDate first = day(from, zone);
        LocalDate next = day(to, zone);
        if (!Span.begin(first, zone).equals(from) || !Span.begin(next, zone).equals(to)) {
            return new Range(from.minus(Duration.between(from, to)), from);
        }
        return new Range(Span.begin(firstBefore(calendar, first, next), zone), from);
    }

    private static LocalDate firstBefore(Calendar calendar, LocalDate first, LocalDate next) {
        if (!calendar.isMonth(first) || !calendar.isMonth(next)) {
            return first.minusDays(ChronoUnit.DAYS.between(first, next));
        }
        int months = 1;
        while (calendar.plusMonths(first, months).isBefore(next)) {
            months++;
        }
        return calendar.plusMonths(first, -months);
    }

    private static LocalDate day(Instant time, ZoneId zone) {
        return LocalDate.ofInstant(time, zone);
    }
}
