package org.messagebroker.server.statistics;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** Into which pieces of time a report is cut. */
enum Bucket {
    NONE,
    HOUR,
    DAY,
    WEEK,
    MONTH;

    /** Whether sums of whole days are fine enough. */
    boolean takesDays() {
        return this != HOUR;
    }

    /** Whether sums of whole months are. */
    boolean takesMonths() {
        return this == NONE || this == MONTH;
    }

    /**
     * Cuts time.
     *
     * @param weekStart the first day of a week
     */
    record Cut(Bucket bucket, ZoneId zone, Calendar calendar, DayOfWeek weekStart) {

        /** Not into pieces. */
        Cut whole() {
            return new Cut(NONE, zone, calendar, weekStart);
        }

        /** Where the piece begins that a time belongs to. */
        Instant begin(Instant time) {
            ZonedDateTime here = time.atZone(zone);
            return switch (bucket) {
                case NONE -> Instant.EPOCH;
                case HOUR -> here.truncatedTo(ChronoUnit.HOURS).toInstant();
                case DAY, WEEK, MONTH ->
                    day(here.toLocalDate()).atStartOfDay(zone).toInstant();
            };
        }

        private LocalDate day(LocalDate date) {
            return switch (bucket) {
                case WEEK -> date.with(TemporalAdjusters.previousOrSame(weekStart));
                case MONTH -> calendar.monthOf(date);
                case NONE, HOUR, DAY -> date;
            };
        }

        /** Where the piece ends that begins then. */
        Instant end(Instant begin) {
            ZonedDateTime here = begin.atZone(zone);
            LocalDate date = here.toLocalDate();
            return switch (bucket) {
                case NONE -> Instant.MAX;
                case HOUR -> nextHour(begin);
                case DAY -> date.plusDays(1).atStartOfDay(zone).toInstant();
                case WEEK -> date.plusWeeks(1).atStartOfDay(zone).toInstant();
                case MONTH -> calendar.plusMonths(date, 1).atStartOfDay(zone).toInstant();
            };
        }

        /** An hour is shorter or longer where clocks are put on or back by a part of one. */
        private Instant nextHour(Instant begin) {
            Instant next = begin.plus(Quarter.LENGTH);
            while (begin(next).equals(begin)) {
                next = next.plus(Quarter.LENGTH);
            }
            return next;
        }

        /** What a person calls it. */
        String label(Instant begin) {
            ZonedDateTime here = begin.atZone(zone);
            return switch (bucket) {
                case NONE -> "";
                case HOUR -> calendar.label(here.toLocalDate()) + " " + here.toLocalTime();
                case DAY, WEEK -> calendar.label(here.toLocalDate());
                case MONTH -> calendar.monthLabel(here.toLocalDate());
            };
        }
    }
}
