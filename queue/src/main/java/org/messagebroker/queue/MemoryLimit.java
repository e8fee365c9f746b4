package org.messagebroker.queue;

import java.util.Map;
import java.util.Optional;
import org.messagebroker.settings.Settings;

/**
 * How much memory Redis may use before nothing more is accepted: well before it refuses writes itself, so that what is in
 * the queue can still be delivered. Messages, idempotency keys and nonces all count.
 *
 * @param percent of Redis's own {@code maxmemory}
 * @param bytes where that is not set
 */
public record MemoryLimit(int percent, long bytes) {

    private static final int ALL = 100;

    /** 80 percent, or 1 GiB. */
    public static final MemoryLimit USUAL = new MemoryLimit(80, 1L << 30);

    /**
     * From {@code queue.max-memory-percent} and {@code queue.max-memory-mb}.
     *
     * @throws org.messagebroker.settings.SettingsException naming the setting that is malformed
     */
    public static MemoryLimit of(Settings settings) {
        return new MemoryLimit(
                settings.integer("queue.max-memory-percent", 1, 95),
                (long) settings.integer("queue.max-memory-mb", 16, 1 << 20) << 20);
    }

    /** What is wrong with how much Redis uses, in words; empty when nothing is. */
    Optional<String> fault(Redis redis) {
        return redis.memory()
                .map(this::fault)
                .orElse(Optional.of("Redis does not show how much memory it uses: allow INFO (ACL rule +info)"));
    }

    /** What is wrong with this much in use, in words; empty when nothing is. */
    Optional<String> fault(Map<String, String> memory) {
        long used = number(memory, "used_memory");
        long limit = limit(number(memory, "maxmemory"));
        return used < limit
                ? Optional.empty()
                : Optional.of(
                        "Redis uses " + mb(used) + " MB of memory, above the limit of " + mb(limit)
                                + " MB: let workers deliver what waits, or give Redis more (maxmemory, queue.max-memory-percent)");
    }

    private long limit(long maxMemory) {
        return maxMemory == 0 ? bytes : maxMemory / ALL * percent;
    }

    private static long number(Map<String, String> memory, String name) {
        return Long.parseLong(memory.getOrDefault(name, "0").strip());
    }

    private static long mb(long count) {
        return count >> 20;
    }
}
