package org.messagebroker.server.statistics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of rollups of one span.
 *
 * @param from the first period
 * @param until the first period after it
 */
record Segment(Span span, long from, long until) {

    /**
     * Covers a range with as few rollups as there are: whole months, where they are fine enough, whole days, and quarter-hours
     * at its edges. None overlaps another, none is left out.
     */
    static List<Segment> covering(Range range, Bucket.Cut cut) {
        Cover cover = new Cover(cut, new ArrayList<>());
        cover.range(range);
        return List.copyOf(cover.segments());
    }

    /** How a range is covered. */
    private record Cover(Bucket.Cut cut, List<Segment> segments) {

        private void range(Range range) {
            LocalDate first = firstDay(range.from());
            LocalDate last = range.to().atZone(cut.zone()).toLocalDate();
            if (cut.bucket().takesDays() && first.isBefore(last)) {
                quarters(range.from(), begin(first));
                days(first, last);
                quarters(begin(last), range.to());
            } else {
                quarters(range.from(), range.to());
            }
        }

        /** The first that begins then or later. */
        private LocalDate firstDay(Instant from) {
            LocalDate day = from.atZone(cut.zone()).toLocalDate();
            return begin(day).isBefore(from) ? day.plusDays(1) : day;
        }

        private void days(LocalDate first, LocalDate next) {
            Calendar calendar = cut.calendar();
            LocalDate month = calendar.monthOf(next);
            LocalDate firstMonth = calendar.isMonth(first) ? first : calendar.plusMonths(calendar.monthOf(first), 1);
            if (cut.bucket().takesMonths() && firstMonth.isBefore(month)) {
                add(Span.DAY, Span.dayNumber(first), Span.dayNumber(firstMonth));
                add(calendar.months(), period(firstMonth), period(month));
                add(Span.DAY, Span.dayNumber(month), Span.dayNumber(next));
            } else {
                add(Span.DAY, Span.dayNumber(first), Span.dayNumber(next));
            }
        }

        private long period(LocalDate month) {
            return cut.calendar().months().period(month);
        }

        private Instant begin(LocalDate day) {
            return Span.begin(day, cut.zone());
        }

        private void quarters(Instant from, Instant until) {
            add(Span.QUARTER, Quarter.of(from), Quarter.of(until));
        }

        private void add(Span span, long from, long until) {
            if (from < until) {
                segments.add(new Segment(span, from, until));
            }
        }
    }
}
