package org.messagebroker.server.statistics;

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
    },
    /** As yyyymmdd. */
    DAY {
        @Override
        long period(long quarter, ZoneId zone) {
            return dayNumber(date(quarter, zone));
        }
    },
    /** Gregorian, as yyyymm. */
    MONTH {
        @Override
        long period(long quarter, ZoneId zone) {
            return dayNumber(date(quarter, zone)) / 100;
        }
    },
    /** Jalali, as yyyymm. */
    JMONTH {
        @Override
        long period(long quarter, ZoneId zone) {
            JalaliDate date = JalaliDate.of(date(quarter, zone));
            return date.year() * 100L + date.month();
        }
    },
    /** Since the beginning. */
    ALL {
        @Override
        long period(long quarter, ZoneId zone) {
            return 0;
        }
    };

    /** What floors have put out of sight; it is counted in every span above all the same. */
    static final String EXPIRED = "expired";

    /** The period that a quarter-hour belongs to. */
    abstract long period(long quarter, ZoneId zone);

    /** The name in the database. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static long dayNumber(LocalDate date) {
        return date.getYear() * 10_000L + date.getMonthValue() * 100L + date.getDayOfMonth();
    }

    private static LocalDate date(long quarter, ZoneId zone) {
        return LocalDate.ofInstant(Quarter.begin(quarter), zone);
    }
}
