package org.messagebroker.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private static final double PRECISION = 0.002;

    @Test
    void tellsPercentilesInMilliseconds() {
        Latencies latencies = ofMillis(1, 1000);
        assertEquals(1000, latencies.count());
        assertNear(500, latencies.percentileMillis(50));
        assertNear(990, latencies.percentileMillis(99));
        assertNear(1000, latencies.maxMillis());
    }

    @Test
    void keepsShortTimesApart() {
        Latencies latencies = new Latencies();
        latencies.record(50_000);
        latencies.record(60_000);
        assertNear(0.05, latencies.percentileMillis(50));
        assertNear(0.06, latencies.percentileMillis(100));
    }

    @Test
    void mergedIsTheSameAsRecordedTogether() {
        Latencies merged = ofMillis(1, 500);
        merged.add(ofMillis(501, 1000));
        Latencies together = ofMillis(1, 1000);
        assertEquals(together.count(), merged.count());
        assertEquals(together.percentileMillis(99.9), merged.percentileMillis(99.9));
    }

    @Test
    void survivesBeingWrittenAsText() {
        Latencies original = ofMillis(1, 1000);
        Latencies copy = Latencies.decoded(original.encoded());
        assertEquals(original.count(), copy.count());
        assertEquals(original.percentileMillis(50), copy.percentileMillis(50));
        assertEquals(original.maxMillis(), copy.maxMillis());
    }

    @Test
    void countsWhatIsBeyondItsRangeAtItsEnd() {
        Latencies latencies = new Latencies();
        latencies.record(TimeUnit.HOURS.toNanos(1));
        assertNear(120_000, latencies.maxMillis());
    }

    @Test
    void isZeroWhenNothingWasRecorded() {
        assertEquals(0, new Latencies().percentileMillis(99));
    }

    @Test
    void refusesTextThatIsNoHistogram() {
        assertThrows(IllegalArgumentException.class, () -> Latencies.decoded("AAAAAAAA"));
    }

    private static Latencies ofMillis(long from, long to) {
        Latencies latencies = new Latencies();
        LongStream.rangeClosed(from, to).map(TimeUnit.MILLISECONDS::toNanos).forEach(latencies::record);
        return latencies;
    }

    private static void assertNear(double expected, double actual) {
        assertEquals(expected, actual, expected * PRECISION);
    }
}
