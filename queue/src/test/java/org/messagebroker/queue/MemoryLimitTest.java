package org.messagebroker.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where accepting ends, by what Redis says of its memory: whatever takes it, messages, keys and nonces alike. */
class MemoryLimitTest {

    private static final long MB = 1 << 20;

    private final MemoryLimit limit = new MemoryLimit(80, 50 * MB);

    @Test
    void closesAtItsPartOfWhatRedisMayUse() {
        assertEquals(Optional.empty(), fault(79, 100));
        assertTrue(fault(80, 100).orElseThrow().contains("above the limit of 80 MB"));
        assertTrue(fault(95, 100).orElseThrow().contains("uses 95 MB"));
    }

    @Test
    void takesThatPartAlsoWhereItIsBelowTheLimitInBytes() {
        assertTrue(fault(8, 10).isPresent());
        assertEquals(Optional.empty(), fault(7, 10));
    }

    @Test
    void closesAtTheLimitInBytesWhereRedisHasNone() {
        assertEquals(Optional.empty(), fault(49, 0));
        assertTrue(fault(50, 0).isPresent());
    }

    private Optional<String> fault(long usedMb, long maxMb) {
        return limit.fault(Map.of("used_memory", String.valueOf(usedMb * MB), "maxmemory", String.valueOf(maxMb * MB)));
    }
}
