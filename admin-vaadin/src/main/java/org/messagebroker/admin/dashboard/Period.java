package org.messagebroker.admin.dashboard;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import org.messagebroker.admin.language.Language;
import org.messagebroker.api.JalaliDate;

/** A period that is under way, and the same part of the one before it. Weeks and months are those of the language. */
enum Period {
    TODAY {
        @Override
        LocalDate first(LocalDate today, Language language) {
            return today;
        }
    },
    WEEK {
        @Override
        LocalDate first(LocalDate today, Language language) {
            DayOfWeek begin = language == Language.PERSIAN ? DayOfWeek.SATURDAY : DayOfWeek.MONDAY;
            return today.with(TemporalAdjusters.previousOrSame(begin));
        }
    },
    MONTH {
        @Override
        LocalDate first(LocalDate today, Language language) {
            return switch (language) {
                case ENGLISH -> today.withDayOfMonth(1);
                case PERSIAN -> {
                    JalaliDate date = JalaliDate.of(today);
                    yield new JalaliDate(date.year(), date.month(), 1).date();
                }
            };
        }
    };

    private static final Duration QUARTER = Duration.ofMinutes(15);

    /** The first day of the one that a day lies in. */
    abstract LocalDate first(LocalDate today, Language language);

    /** From its beginning until now. */
    Range current(Instant now, ZoneId zone, Language language) {
        LocalDate first = first(now.atZone(zone).toLocalDate(), language);
        return new Range(first.atStartOfDay(zone).toInstant(), endOfQuarter(now));
    }

    /** As much of the one before; it ends where this one begins at the latest. */
    Range previous(Instant now, ZoneId zone, Language language) {
        Range current = current(now, zone, language);
        LocalDate before = current.from().atZone(zone).toLocalDate().minusDays(1);
        Instant from = first(before, language).atStartOfDay(zone).toInstant();
        Instant to = from.plus(Duration.between(current.from(), current.to()));
        return new Range(from, to.isAfter(current.from()) ? current.from() : to);
    }

    /** What is counted is counted by quarters of an hour. */
    static Instant endOfQuarter(Instant now) {
        long length = QUARTER.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), length) * length + length);
    }

    /** A time, its end excluded. */
    record Range(Instant from, Instant to) {}
}
