package org.messagebroker.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoadReportTest {

    @Test
    void addsCountsAndTimesAndMergesLatencies() {
        LoadReport sum = report(10, 8, 2, Map.of("status 503", 1L), 5)
                .plus(report(20, 12, 3, Map.of("status 503", 2L, "connection refused", 4L), 50));
        assertEquals(30, sum.accepted());
        assertEquals(4, sum.rate());
        assertEquals(7, sum.failed());
        assertEquals(Map.of("status 503", 3L, "connection refused", 4L), sum.failures());
        assertEquals(2, Latencies.decoded(sum.latencies()).count());
        assertEquals(50, Latencies.decoded(sum.latencies()).maxMillis(), 0.1);
    }

    @Test
    void hasNoRateWhenNothingWasMeasured() {
        assertEquals(0, report(10, 0, 0, Map.of(), 1).rate());
    }

    private static LoadReport report(
            long accepted, long measured, double seconds, Map<String, Long> failures, long millis) {
        Latencies latencies = new Latencies();
        latencies.record(TimeUnit.MILLISECONDS.toNanos(millis));
        return new LoadReport(accepted, measured, seconds, failures, latencies.encoded());
    }
}
