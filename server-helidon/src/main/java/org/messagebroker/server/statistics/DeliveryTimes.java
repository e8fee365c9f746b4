package org.messagebroker.server.statistics;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Times from acceptance to storage as counts in fixed buckets. Buckets of different periods and clients are added up, which
 * percentiles cannot be; what is read from them is exact to the bucket.
 */
final class DeliveryTimes {

    /** Upper ends in milliseconds; one more bucket takes what is above. */
    private static final List<Long> ENDS = List.of(
            10L, 20L, 50L, 100L, 200L, 500L, 1000L, 2000L, 5000L, 10_000L, 30_000L, 60_000L, 300_000L, 3_600_000L);

    private DeliveryTimes() {}

    /** The names of the buckets' columns, in order. */
    static List<String> columns() {
        return Stream.concat(ENDS.stream().map(end -> "t" + end), Stream.of("tmore"))
                .toList();
    }

    /** Which bucket a time belongs to. A clock that went back makes it negative; that is the first one. */
    static int bucket(Duration time) {
        long millis = time.toMillis();
        return (int) ENDS.stream().filter(end -> end < millis).count();
    }

    /** The upper end, in milliseconds, of the bucket that the percentile falls into: an hour for what is above, 0 of none. */
    static long percentile(List<Long> counts, double percent) {
        long total = counts.stream().mapToLong(Long::longValue).sum();
        if (total == 0) {
            return 0;
        }
        long wanted = (long) Math.ceil(total * percent / 100);
        long[] seen = {0};
        return IntStream.range(0, ENDS.size())
                .filter(bucket -> (seen[0] += counts.get(bucket)) >= wanted)
                .mapToObj(ENDS::get)
                .findFirst()
                .orElseGet(ENDS::getLast);
    }
}
