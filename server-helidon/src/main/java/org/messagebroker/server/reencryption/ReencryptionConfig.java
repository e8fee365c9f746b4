package org.messagebroker.server.reencryption;

import java.time.Duration;
import org.messagebroker.settings.Settings;

/**
 * How fast.
 *
 * @param rowsPerSecond at most
 * @param batchSize rows in one step
 * @param lease how long a server that says nothing more keeps the others from going on
 */
public record ReencryptionConfig(int rowsPerSecond, int batchSize, Duration lease) {

    private static final int FASTEST = 1_000_000;
    private static final int LARGEST_BATCH = 5_000;
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    /** Reads {@code reencryption.*}. */
    public static ReencryptionConfig of(Settings settings) {
        Duration lease = settings.duration("reencryption.lease");
        if (lease.compareTo(SHORTEST_LEASE) < 0) {
            throw settings.malformed("reencryption.lease", "at least 1s");
        }
        return new ReencryptionConfig(
                settings.integer("reencryption.rows-per-second", 1, FASTEST),
                settings.integer("reencryption.batch-size", 1, LARGEST_BATCH),
                lease);
    }

    /** How long that many rows may take at least. */
    Duration pace(int rows) {
        return Duration.ofNanos(rows * 1_000_000_000L / rowsPerSecond);
    }
}
