package org.messagebroker.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemonstrationTest {

    @Test
    void waitsItsTurnBehindWhatAnEarlierRunHasLeft() {
        assertTrue(Demonstration.among(700_000, 300_000).orElseThrow().startsWith("and waits among 700,000 messages"));
    }

    @Test
    void hasFailedWhenNothingIsDeliveredOrNothingElseWaits() {
        assertEquals(Optional.empty(), Demonstration.among(700_000, 0));
        assertEquals(Optional.empty(), Demonstration.among(1, 5));
    }
}
