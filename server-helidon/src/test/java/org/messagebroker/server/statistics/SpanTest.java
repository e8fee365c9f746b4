package org.messagebroker.server.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanTest {

    private static final ZoneId TEHRAN = ZoneId.of("Asia/Tehran");

    @Test
    void putsAQuarterHourIntoTheDayAndMonthsOfTheZone() {
        // A quarter of an hour after midnight of Nowruz in Tehran.
        long quarter = Quarter.of(Instant.parse("2026-03-20T20:45:00Z"));
        assertEquals(20260321, Span.DAY.period(quarter, TEHRAN));
        assertEquals(20260320, Span.DAY.period(quarter, ZoneId.of("UTC")));
        assertEquals(202603, Span.MONTH.period(quarter, TEHRAN));
        assertEquals(140501, Span.JMONTH.period(quarter, TEHRAN));
        assertEquals(140412, Span.JMONTH.period(quarter - 2, TEHRAN));
        assertEquals(0, Span.ALL.period(quarter, TEHRAN));
    }

    @Test
    void putsATimeIntoOneBucketByItsUpperEnd() {
        assertEquals(0, DeliveryTimes.bucket(Duration.ofMillis(-5)), "a clock went back");
        assertEquals(0, DeliveryTimes.bucket(Duration.ofMillis(10)));
        assertEquals(1, DeliveryTimes.bucket(Duration.ofMillis(11)));
        assertEquals(DeliveryTimes.columns().size() - 1, DeliveryTimes.bucket(Duration.ofHours(2)));
    }

    @Test
    void readsPercentilesFromBuckets() {
        List<Long> counts =
                new ArrayList<>(Collections.nCopies(DeliveryTimes.columns().size(), 0L));
        counts.set(1, 90L);
        counts.set(5, 10L);
        assertEquals(20, DeliveryTimes.percentile(counts, 50));
        assertEquals(500, DeliveryTimes.percentile(counts, 95));
    }
}
