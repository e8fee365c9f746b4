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
        LocalDate date = at(time).toLocalDate();
        return switch (language) {
            case ENGLISH -> DATE.format(date);
            case PERSIAN -> digits(jalali(JalaliDate.of(date)));
        };
    }

    /** A time of day, to the second. */
    public String time(Instant time) {
        return digits(TIME.format(at(time)));
    }

    /** Day and time of day. */
    public String dateTime(Instant time) {
        return date(time) + (language == Language.PERSIAN ? "،\u00a0" : ",\u00a0") + time(time);
    }

    /** A span to wait, as minutes and seconds such as {@code 4:05}. */
    public String countdown(Duration span) {
        return digits(String.format(Locale.ROOT, "%d:%02d", span.toMinutes(), span.toSecondsPart()));
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
