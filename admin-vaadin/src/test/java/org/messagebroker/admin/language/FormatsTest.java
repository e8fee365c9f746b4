package org.messagebroker.admin.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FormatsTest {

    private static final Instant TIME = Instant.parse("2026-11-23T21:45:06Z");

    private final Formats english = new Formats(Language.ENGLISH, ZoneOffset.UTC);
    private final Formats persian = new Formats(Language.PERSIAN, ZoneId.of("Asia/Tehran"));

    @Test
    void writesEnglishDates() {
        assertEquals("23 Nov 2026,\u00a021:45:06", english.dateTime(TIME));
    }

    /** In Tehran it is the next day already. */
    @Test
    void writesPersianDatesInTheZoneOfTheReader() {
        assertEquals("۱۴۰۵/۰۹/۰۳،\u00a0۰۱:۱۵:۰۶", persian.dateTime(TIME));
    }

    @Test
    void groupsTheDigitsOfNumbers() {
        assertEquals("1,234,567", english.number(1_234_567));
        assertEquals("۱٬۲۳۴٬۵۶۷", persian.number(1_234_567));
    }

    @Test
    void doesNotGroupTheDigitsOfSerialNumbers() {
        assertEquals("1795666879", english.serial(1_795_666_879));
        assertEquals("۱۷۹۵۶۶۶۸۷۹", persian.serial(1_795_666_879));
    }

    @Test
    void writesSpansToWait() {
        assertEquals("14:05", english.countdown(Duration.ofSeconds(845)));
        assertEquals("۰:۰۹", persian.countdown(Duration.ofSeconds(9)));
    }

    @Test
    void writesHoursAndMonths() {
        assertEquals("21:45", english.hour(TIME));
        assertEquals("۰۱:۱۵", persian.hour(TIME));
        assertEquals("Nov 2026", english.month(TIME));
        assertEquals("۱۴۰۵/۰۹", persian.month(TIME));
    }

    @Test
    void writesChangesWithTheirSign() {
        assertEquals("+13%", english.change(12.6));
        assertEquals("-100%", english.change(-100));
        assertEquals("\u200e+۱۳٪", persian.change(12.6));
    }

    @Test
    void writesHowLongSomethingHasLasted() {
        assertEquals("1:04:05", english.elapsed(3845));
        assertEquals("۰:۰۰:۰۹", persian.elapsed(9));
    }
}
