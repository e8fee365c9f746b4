package org.messagebroker.admin.day;

import java.time.LocalDate;
import java.util.Optional;
import org.messagebroker.api.JalaliDate;

/** A month of the Solar Hijri calendar, as a sheet of six weeks that begin on Saturday. */
record JalaliMonth(int year, int month) {

    static final int WEEK = 7;
    static final int CELLS = 6 * WEEK;

    private static final int MONTHS = 12;
    private static final int LONG_MONTHS = 6;

    /** The month of a day. */
    static JalaliMonth of(LocalDate day) {
        JalaliDate date = JalaliDate.of(day);
        return new JalaliMonth(date.year(), date.month());
    }

    /** How many days after Saturday. */
    static int weekday(LocalDate day) {
        return (day.getDayOfWeek().getValue() + 1) % WEEK;
    }

    JalaliMonth plus(int months) {
        int all = year * MONTHS + month - 1 + months;
        return new JalaliMonth(all / MONTHS, all % MONTHS + 1);
    }

    /** Its days: 31 in the first six months, then 30, and 29 in Esfand of a common year. */
    int length() {
        if (month <= LONG_MONTHS) {
            return 31;
        }
        return month < MONTHS || new JalaliDate(year, month, 30).exists() ? 30 : 29;
    }

    /** A day of it, or its last one where it has fewer. */
    LocalDate day(int day) {
        return new JalaliDate(year, month, Math.min(day, length())).date();
    }

    /** The day at a place of the sheet, counted from 0. */
    Optional<LocalDate> at(int cell) {
        int day = cell - weekday(day(1)) + 1;
        return day >= 1 && day <= length() ? Optional.of(day(day)) : Optional.empty();
    }
}
