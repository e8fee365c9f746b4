package org.messagebroker.server.statistics;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.messagebroker.api.JalaliDate;

/** In whose months is counted, and how its days are written. */
enum Calendar {
    GREGORIAN(Span.MONTH) {
        @Override
        LocalDate monthOf(LocalDate day) {
            return day.withDayOfMonth(1);
        }

        @Override
        LocalDate plusMonths(LocalDate month, int more) {
            return month.plusMonths(more);
        }

        @Override
        String label(LocalDate day) {
            return day.toString();
        }

        @Override
        Optional<LocalDate> date(int year, int month, int day) {
            return month >= 1 && month <= 12 && YearMonth.of(year, month).isValidDay(day)
                    ? Optional.of(LocalDate.of(year, month, day))
                    : Optional.empty();
        }
    },
    JALALI(Span.JMONTH) {
        @Override
        LocalDate monthOf(LocalDate day) {
            JalaliDate date = JalaliDate.of(day);
            return new JalaliDate(date.year(), date.month(), 1).date();
        }

        @Override
        LocalDate plusMonths(LocalDate month, int more) {
            JalaliDate date = JalaliDate.of(month);
            int months = date.year() * 12 + date.month() - 1 + more;
            return new JalaliDate(months / 12, months % 12 + 1, 1).date();
        }

        @Override
        String label(LocalDate day) {
            JalaliDate date = JalaliDate.of(day);
            return "%04d-%02d-%02d".formatted(date.year(), date.month(), date.day());
        }

        @Override
        Optional<LocalDate> date(int year, int month, int day) {
            return month >= 1 && month <= 12 && day >= 1 && day <= 31
                    ? Optional.of(new JalaliDate(year, month, day))
                            .filter(JalaliDate::exists)
                            .map(JalaliDate::date)
                    : Optional.empty();
        }
    };

    private static final Pattern DAY = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");
    private static final Pattern MONTH = Pattern.compile("([0-9]{4})-([0-9]{2})");
    private static final int MONTH_LABEL = "2026-11".length();

    private final Span months;

    Calendar(Span months) {
        this.months = months;
    }

    /** The rollups of its months. */
    Span months() {
        return months;
    }

    /** The first day of the month that a day belongs to. */
    abstract LocalDate monthOf(LocalDate day);

    /** @param month the first day of one */
    abstract LocalDate plusMonths(LocalDate month, int more);

    /** The day as this calendar writes it. */
    abstract String label(LocalDate day);

    abstract Optional<LocalDate> date(int year, int month, int day);

    /** The month that begins with this day. */
    String monthLabel(LocalDate month) {
        return label(month).substring(0, MONTH_LABEL);
    }

    boolean isMonth(LocalDate day) {
        return monthOf(day).equals(day);
    }

    /** A day, or a whole month, as this calendar writes it; empty when it has none of this name. */
    Optional<Days> days(String text) {
        try {
            Matcher day = DAY.matcher(text);
            Matcher month = MONTH.matcher(text);
            if (day.matches()) {
                return date(number(day, 1), number(day, 2), number(day, 3))
                        .map(date -> new Days(date, date.plusDays(1)));
            }
            return month.matches()
                    ? date(number(month, 1), number(month, 2), 1).map(date -> new Days(date, plusMonths(date, 1)))
                    : Optional.empty();
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    /**
     * Some days.
     *
     * @param first the first of them
     * @param next the first after them
     */
    record Days(LocalDate first, LocalDate next) {}
}
