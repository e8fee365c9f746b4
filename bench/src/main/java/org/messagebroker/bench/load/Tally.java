package org.messagebroker.bench.load;

import java.util.Map;
import java.util.TreeMap;

/** One sender's counts. One thread at a time. */
final class Tally {
    private final Course course;
    private final Latencies latencies = new Latencies();
    private final Map<String, Long> failures = new TreeMap<>();
    private long accepted;
    private long measured;

    Tally(Course course) {
        this.course = course;
    }

    /** A rate counts answers inside the window; a latency counts requests sent inside it, however late the answer. */
    void accepted(long sent, long answered) {
        accepted++;
        if (course.measures(answered)) {
            measured++;
        }
        if (course.measures(sent)) {
            latencies.record(answered - sent);
        }
    }

    void failed(String kind) {
        failures.merge(kind, 1L, Long::sum);
    }

    LoadReport report(double seconds) {
        return new LoadReport(accepted, measured, seconds, failures, latencies.encoded());
    }
}
