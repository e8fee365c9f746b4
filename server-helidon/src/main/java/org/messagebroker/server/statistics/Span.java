package org.messagebroker.server.statistics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import org.messagebroker.api.JalaliDate;

/** For how long a rollup counts. Days and months are those of a zone. */
enum Span {
    QUARTER {
        @Override
        long period(long quarter, ZoneId zone) {
            return quarter;
        }

        @Override
        Instant begin(long period, ZoneId zone) {
            return Quarter.begin(period);
        }
    },
    /** As yyyymmdd. */
    DAY {
        @Override
        long period(long quarter, ZoneId zone) {
            return period(date(quarter, zone));
        }

        @Override
        long period(LocalDate day) {
            return dayNumber(day);
        }

        @Override
        Instant begin(long period, ZoneId zone) {
            int day = (int) period;
            return begin(LocalDate.of(day / 10_000, day / 100 % 100, day % 100), zone);
        }
    },
    /** Gregorian, as yyyymm. */
    MONTH {
        @Override
        long period(long quarter, ZoneId zone) {
            return period(date(quarter, zone));
        }

        @Override
        long period(LocalDate day) {
            return dayNumber(day) / 100;
        }

        @Override
        Instant begin(long period, ZoneId zone) {
            int month = (int) period;
            return begin(LocalDate.of(month / 100, month % 100, 1), zone);
        }
    },
    /** Jalali, as yyyymm. */
    JMONTH {
        @Override
        long period(long quarter, ZoneId zone) {
            return period(date(quarter, zone));
        }

        @Override
        long period(LocalDate day) {
            JalaliDate date = JalaliDate.of(day);
            return date.year() * 100L + date.month();
        }

        @Override
        Instant begin(long period, ZoneId zone) {
            int month = (int) period;
            return begin(new JalaliDate(month / 100, month % 100, 1).date(), zone);
        }
    },
    /** Since the beginning. */
    ALL {
        @Override
        long period(long quarter, ZoneId zone) {
            return 0;
        }

        @Override
        Instant begin(long period, ZoneId zone) {
            return Instant.EPOCH;
        }
    };

    /** What floors have put out of sight; it is counted in every span above all the same. */
    static final String EXPIRED = "expired";

    /** The period that a quarter-hour belongs to. */
    abstract long period(long quarter, ZoneId zone);

    /** When a period begins. */
    abstract Instant begin(long period, ZoneId zone);

    /** The period that a day belongs to, of a span that is made of days. */
    long period(LocalDate day) {
        throw new UnsupportedOperationException(this + " is not made of days: " + day);
    }

    /** The name in the database. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Span of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    static long dayNumber(LocalDate date) {
        return date.getYear() * 10_000L + date.getMonthValue() * 100L + date.getDayOfMonth();
    }

    static Instant begin(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static LocalDate date(long quarter, ZoneId zone) {
        return LocalDate.ofInstant(Quarter.begin(quarter), zone);
    }
}
