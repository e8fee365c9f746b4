package org.messagebroker.bench.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What came of one load, counted by all of its senders. Thread-safe. */
final class Tally {
    private final Course course;
    private final Latencies latencies = new Latencies();
    private final Map<String, LongAdder> failures = new ConcurrentSkipListMap<>();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder measured = new LongAdder();

    Tally(Course course) {
        this.course = course;
    }

    /** A rate counts answers inside the window; a latency counts requests sent inside it, however late the answer. */
    void accepted(long sent, long answered) {
        accepted.increment();
        if (course.measures(answered)) {
            measured.increment();
        }
        if (course.measures(sent)) {
            latencies.record(answered - sent);
        }
    }

    void failed(String kind) {
        failures.computeIfAbsent(kind, first -> new LongAdder()).increment();
    }

    /** Of a load that has ended. */
    LoadReport report() {
        Map<String, Long> counts = new TreeMap<>();
        failures.forEach((kind, count) -> counts.put(kind, count.sum()));
        return new LoadReport(accepted.sum(), measured.sum(), course.measuredSeconds(), counts, latencies.encoded());
    }
}
