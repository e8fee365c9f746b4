package org.messagebroker.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whether the append-only file holds what is in Redis, by what Redis says of it. */
class DurabilityTest {

    private static final Map<String, String> WHOLE = Map.of(
            "aof_enabled", "1",
            "aof_rewrite_in_progress", "0",
            "aof_rewrite_scheduled", "0",
            "aof_last_bgrewrite_status", "ok\r");

    @Test
    void aFileThatNobodyRewritesIsWhole() {
        assertEquals(Optional.empty(), Durability.fileFault(WHOLE));
    }

    @Test
    void aRewriteUnderWayOrDueMayBeTheFirst() {
        assertTrue(fault("aof_rewrite_in_progress", "1").contains("still writing its append-only file"));
        assertTrue(fault("aof_rewrite_scheduled", "1").contains("still writing its append-only file"));
    }

    @Test
    void aFailedRewriteLeavesItInDoubt() {
        assertTrue(fault("aof_last_bgrewrite_status", "err").contains("failed to rewrite"));
    }

    @Test
    void thereIsNoneWhileItIsOffOrNotSpokenOf() {
        assertTrue(fault("aof_enabled", "0").contains("does not write"));
        assertTrue(Durability.fileFault(Map.of()).isPresent());
    }

    private static String fault(String name, String value) {
        Map<String, String> said = new HashMap<>(WHOLE);
        said.put(name, value);
        return Durability.fileFault(said).orElseThrow();
    }
}
