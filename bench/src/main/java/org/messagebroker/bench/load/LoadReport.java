package org.messagebroker.bench.load;

import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a load.
 *
 * @param accepted answers that were accepted, warm-up and stragglers included: what a system must now hold
 * @param measured accepted answers that came while it was measured
 * @param seconds how long it was measured
 * @param failures everything that was not accepted, warm-up included, counted by kind
 * @param latencies {@link Latencies#encoded}, of the accepted requests that were sent while it was measured
 */
public record LoadReport(long accepted, long measured, double seconds, Map<String, Long> failures, String latencies) {

    public LoadReport {
        failures = Map.copyOf(failures);
    }

    /** Both together: counts and times added, latencies merged. */
    public LoadReport plus(LoadReport other) {
        Map<String, Long> both = new TreeMap<>(failures);
        other.failures.forEach((kind, count) -> both.merge(kind, count, Long::sum));
        Latencies merged = Latencies.decoded(latencies);
        merged.add(Latencies.decoded(other.latencies));
        return new LoadReport(
                accepted + other.accepted, measured + other.measured, seconds + other.seconds, both, merged.encoded());
    }

    /** Accepted per second. */
    public double rate() {
        return seconds == 0 ? 0 : measured / seconds;
    }

    /** How many requests were not accepted. */
    public long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }
}
