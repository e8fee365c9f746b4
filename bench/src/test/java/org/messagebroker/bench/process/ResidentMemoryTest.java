package org.messagebroker.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResidentMemoryTest {

    @Test
    void readsThePeakAndNotWhatIsResidentNow() {
        assertEquals(2, ResidentMemory.peak("Name:\tjava\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\n"));
    }

    @Test
    void leavesOutProcessesThatAreGone() throws Exception {
        long own = ProcessHandle.current().pid();
        Map<String, Double> peaks = ResidentMemory.peakMebibytes(Map.of("own", own, "gone", Long.MAX_VALUE));
        assertEquals(Set.of("own"), peaks.keySet());
        assertTrue(peaks.get("own") > 1, peaks.toString());
    }
}
