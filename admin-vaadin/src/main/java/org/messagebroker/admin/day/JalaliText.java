package org.messagebroker.admin.day;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.api.JalaliDate;

/** Days of the Solar Hijri calendar as people type them: year, month and day, in Persian or Latin digits. */
final class JalaliText {

    private static final Pattern DATE = Pattern.compile("(\\d{4})[/.-](\\d{1,2})[/.-](\\d{1,2})");

    private JalaliText() {}

    /** The day, if there is one of this name. */
    static Optional<LocalDate> parse(String text) {
        Matcher date = DATE.matcher(Formats.latinDigits(text.strip()));
        return date.matches() ? day(part(date, 1), part(date, 2), part(date, 3)) : Optional.empty();
    }

    private static Optional<LocalDate> day(int year, int month, int day) {
        boolean possible = month >= 1 && month <= 12 && day >= 1 && day <= 31;
        return possible
                ? Optional.of(new JalaliDate(year, month, day))
                        .filter(JalaliDate::exists)
                        .map(JalaliDate::date)
                : Optional.empty();
    }

    private static int part(Matcher date, int group) {
        return Integer.parseInt(date.group(group));
    }
}
