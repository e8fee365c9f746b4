package org.messagebroker.admin.language;

import com.vaadin.flow.component.UI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.messagebroker.api.JalaliDate;

/**
 * Writes numbers and times as a language does: Persian with its own digits and the Solar Hijri calendar.
 *
 * @param zone in which times are told
 */
public record Formats(Language language, ZoneId zone) {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /** As the person at a page reads: in the page's language and the browser's time zone. */
    public static Formats of(UI ui) {
        return new Formats(Language.of(ui.getLocale()), zone(ui));
    }

    private static ZoneId zone(UI ui) {
        return Optional.ofNullable(ui.getPage().getExtendedClientDetails())
                .flatMap(browser -> Optional.ofNullable(browser.getTimeZoneId()))
                .filter(ZoneId.getAvailableZoneIds()::contains)
                .map(ZoneId::of)
                .orElse(ZoneOffset.UTC);
    }

    /** A whole number, grouped. */
    public String number(long value) {
        return digits(String.format(Locale.ROOT, "%,d", value).replace(',', language == Language.PERSIAN ? '٬' : ','));
    }

    /** A day, such as {@code 23 Nov 2026} or {@code ۱۴۰۵/۰۹/۰۲}. */
    public String date(Instant time) {
        return date(at(time).toLocalDate());
    }

    /** A day, in the same way. */
    public String date(LocalDate date) {
        return switch (language) {
            case ENGLISH -> DATE.format(date);
            case PERSIAN -> digits(jalali(JalaliDate.of(date)));
        };
    }

    /** A number that only names something, and is not grouped. */
    public String serial(long number) {
        return digits(Long.toString(number));
    }

    /** A year, which is not grouped as other numbers are. */
    public String year(int year) {
        return digits(Integer.toString(year));
    }

    /** A time of day, to the second. */
    public String time(Instant time) {
        return digits(TIME.format(at(time)));
    }

    /** A time of day, to the minute. */
    public String hour(Instant time) {
        return digits(HOUR.format(at(time)));
    }

    /** A month, such as {@code Nov 2026} or {@code ۱۴۰۵/۰۹}. */
    public String month(Instant time) {
        LocalDate date = at(time).toLocalDate();
        return switch (language) {
            case ENGLISH -> MONTH.format(date);
            case PERSIAN -> {
                JalaliDate jalali = JalaliDate.of(date);
                yield digits(String.format(Locale.ROOT, "%d/%02d", jalali.year(), jalali.month()));
            }
        };
    }

    /** How much more or less, rounded, such as {@code +13%}. */
    public String change(double percent) {
        String number = String.format(Locale.ROOT, "%+d", Math.round(percent));
        return language == Language.PERSIAN ? "\u200e" + digits(number) + "٪" : number + "%";
    }

    /** How long something has lasted, as hours, minutes and seconds such as {@code 1:04:05}. */
    public String elapsed(long seconds) {
        Duration span = Duration.ofSeconds(seconds);
        return digits(
                String.format(Locale.ROOT, "%d:%02d:%02d", span.toHours(), span.toMinutesPart(), span.toSecondsPart()));
    }

    /** Day and time of day. */
    public String dateTime(Instant time) {
        return date(time) + (language == Language.PERSIAN ? "،\u00a0" : ",\u00a0") + time(time);
    }

    /** A span to wait, as minutes and seconds such as {@code 4:05}. */
    public String countdown(Duration span) {
        return digits(String.format(Locale.ROOT, "%d:%02d", span.toMinutes(), span.toSecondsPart()));
    }

    /** The same text with Latin digits: people who write Persian type its own. */
    public static String latinDigits(String text) {
        return text.codePoints()
                .map(character -> Character.isDigit(character) ? '0' + Character.digit(character, 10) : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The same text with the language's digits. */
    private String digits(String text) {
        return language == Language.ENGLISH
                ? text
                : text.chars().mapToObj(Formats::persianDigit).collect(Collectors.joining());
    }

    private static String persianDigit(int character) {
        boolean digit = character >= '0' && character <= '9';
        return Character.toString(digit ? character - '0' + '۰' : character);
    }

    private static String jalali(JalaliDate date) {
        return String.format(Locale.ROOT, "%d/%02d/%02d", date.year(), date.month(), date.day());
    }

    private ZonedDateTime at(Instant time) {
        return time.atZone(zone);
    }
}
