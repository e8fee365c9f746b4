package org.messagebroker.api;

import java.time.LocalDate;
import java.time.temporal.JulianFields;

/**
 * A day of the Solar Hijri calendar of Iran. Leap years follow the table of breaks by K. M. Borkowski, which agrees with the
 * calendar as it is observed for the years 1178 to 1633 (1799 to 2254).
 *
 * @param month 1 (Farvardin) to 12 (Esfand)
 * @param day 1 to 31
 */
public record JalaliDate(int year, int month, int day) {

    private static final int[] BREAKS = {
        -61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394, 2456, 3178
    };
    private static final int LONG_MONTHS = 6 * 31;
    private static final int YEARS_BEHIND = 621;
    private static final int FIRST_YEAR = 1178;
    private static final int LAST_YEAR = 1633;

    /** The same day in this calendar. */
    public static JalaliDate of(LocalDate date) {
        int year = date.getYear() - YEARS_BEHIND;
        long sinceNewYear = day(date) - day(newYear(year));
        if (sinceNewYear < 0) {
            year--;
            sinceNewYear = day(date) - day(newYear(year));
        }
        return ofDayOfYear(year, (int) sinceNewYear);
    }

    public JalaliDate {
        if (month < 1 || month > 12 || day < 1 || day > 31) {
            throw new IllegalArgumentException("there is no such day");
        }
    }

    /** The same day in the Gregorian calendar; the one after the last where the month is shorter. */
    public LocalDate date() {
        int before = month <= 7 ? (month - 1) * 31 : LONG_MONTHS + (month - 7) * 30;
        return newYear(year).plusDays(before + day - 1L);
    }

    /** Whether its month has this day, in a year whose leap days are certain. */
    public boolean exists() {
        return year >= FIRST_YEAR && year <= LAST_YEAR && of(date()).equals(this);
    }

    /** The first of Farvardin of a year. */
    static LocalDate newYear(int year) {
        int gregorian = year + YEARS_BEHIND;
        int start = BREAKS[0];
        int leaps = -14;
        int jump = 0;
        for (int i = 1; i < BREAKS.length; i++) {
            jump = BREAKS[i] - start;
            if (year < BREAKS[i]) {
                break;
            }
            leaps += jump / 33 * 8 + jump % 33 / 4;
            start = BREAKS[i];
        }
        int within = year - start;
        leaps += within / 33 * 8 + (within % 33 + 3) / 4;
        if (jump % 33 == 4 && jump - within == 4) {
            leaps++;
        }
        int gregorianLeaps = gregorian / 4 - (gregorian / 100 + 1) * 3 / 4 - 150;
        return LocalDate.of(gregorian, 3, 20 + leaps - gregorianLeaps);
    }

    private static JalaliDate ofDayOfYear(int year, int day) {
        return day < LONG_MONTHS
                ? new JalaliDate(year, day / 31 + 1, day % 31 + 1)
                : new JalaliDate(year, (day - LONG_MONTHS) / 30 + 7, (day - LONG_MONTHS) % 30 + 1);
    }

    private static long day(LocalDate date) {
        return date.getLong(JulianFields.JULIAN_DAY);
    }
}
