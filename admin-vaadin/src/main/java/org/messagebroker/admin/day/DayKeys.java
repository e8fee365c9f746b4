package org.messagebroker.admin.day;

import java.time.LocalDate;
import org.messagebroker.api.JalaliDate;

/**
 * Where the keys lead on a sheet of days that is read from right to left, after the pattern for dialogs that choose a date
 * (WAI-ARIA Authoring Practices).
 */
final class DayKeys {

    /** True in the browser for the keys that are ours, whose own effects it then leaves out. */
    static final String OURS =
            "(event.key === 'Enter' || event.key === ' ' || event.key === 'Home' || event.key === 'End'"
                    + " || event.key.startsWith('Arrow') || event.key.startsWith('Page'))"
                    + " && (event.preventDefault() || true)";

    private DayKeys() {}

    /** Whether a key chooses the day that is in focus. */
    static boolean chooses(String key) {
        return key.equals("Enter") || key.equals(" ");
    }

    /** The day that a key leads to; the same one for a key that leads nowhere. */
    static LocalDate follow(String key, boolean shift, LocalDate day) {
        int months = shift ? 12 : 1;
        return switch (key) {
            case "ArrowLeft" -> day.plusDays(1);
            case "ArrowRight" -> day.minusDays(1);
            case "ArrowDown" -> day.plusWeeks(1);
            case "ArrowUp" -> day.minusWeeks(1);
            case "Home" -> day.minusDays(JalaliMonth.weekday(day));
            case "End" -> day.plusDays(JalaliMonth.WEEK - 1L - JalaliMonth.weekday(day));
            case "PageDown" -> turn(day, months);
            case "PageUp" -> turn(day, -months);
            default -> day;
        };
    }

    /** The same day of another month. */
    static LocalDate turn(LocalDate day, int months) {
        return JalaliMonth.of(day).plus(months).day(JalaliDate.of(day).day());
    }
}
