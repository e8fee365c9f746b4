package org.messagebroker.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ConstantRateTest {

    private static final long INTERVAL = 5_000_000;

    @Test
    void requestsAreDueAtEqualDistances() {
        Pace pace = new ConstantRate(200);
        long first = pace.awaitNext();
        assertEquals(first + INTERVAL, pace.awaitNext());
        assertEquals(first + 2 * INTERVAL, pace.awaitNext());
        assertTrue(System.nanoTime() >= first + 2 * INTERVAL, "not before it is due");
    }

    @Test
    void whatWasHeldUpIsDueInThePast() {
        Pace pace = new ConstantRate(200);
        long first = pace.awaitNext();
        while (System.nanoTime() < first + 4 * INTERVAL) {
            LockSupport.parkNanos(INTERVAL);
        }
        assertEquals(first + INTERVAL, pace.awaitNext());
    }
}
