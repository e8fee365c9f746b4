package org.messagebroker.worker.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.messagebroker.worker.delivery.Breaker.Permit;

class BreakerTest {

    private final Breaker breaker = new Breaker();

    @Test
    void letsEveryLaneWorkWhileCallsSucceed() throws InterruptedException {
        breaker.succeeded();
        assertEquals(Permit.ALL, permit());
        assertEquals(Permit.ALL, permit());
    }

    @Test
    void staysClosedWhenASuccessComesBetweenFailures() throws InterruptedException {
        fail(Breaker.FAILURES_TO_OPEN - 1);
        breaker.succeeded();
        fail(Breaker.FAILURES_TO_OPEN - 1);
        assertEquals(Permit.ALL, permit());
    }

    @Test
    void opensAfterFailuresInARow() throws InterruptedException {
        fail(Breaker.FAILURES_TO_OPEN);
        assertEquals(Permit.NONE, permit());
        assertFalse(breaker.isClosed());
    }

    @Test
    void letsOneLaneTryWhenTheServerIsSeen() throws InterruptedException {
        fail(Breaker.FAILURES_TO_OPEN);
        breaker.serverSeen();
        assertEquals(Permit.TRIAL, permit());
        assertEquals(Permit.NONE, permit());
        breaker.serverSeen();
        assertEquals(Permit.NONE, permit(), "one trial at a time");
    }

    @Test
    void closesWhenTheTrialSucceeds() throws InterruptedException {
        fail(Breaker.FAILURES_TO_OPEN);
        breaker.serverSeen();
        permit();
        breaker.succeeded();
        assertEquals(Permit.ALL, permit());
    }

    @Test
    void opensAgainWhenTheTrialFails() throws InterruptedException {
        fail(Breaker.FAILURES_TO_OPEN);
        breaker.serverSeen();
        permit();
        breaker.failed();
        assertEquals(Permit.NONE, permit());
        breaker.serverSeen();
        assertEquals(Permit.TRIAL, permit());
    }

    @Test
    void changesNothingWhenTheServerIsSeenWhileClosed() throws InterruptedException {
        breaker.serverSeen();
        assertEquals(Permit.ALL, permit());
        assertTrue(breaker.isClosed());
    }

    @Test
    void wakesALaneThatWaits() throws Exception {
        fail(Breaker.FAILURES_TO_OPEN);
        Thread waker = Thread.ofVirtual().start(breaker::serverSeen);
        assertEquals(Permit.TRIAL, breaker.permit(Duration.ofSeconds(30)));
        waker.join();
    }

    private Permit permit() throws InterruptedException {
        return breaker.permit(Duration.ZERO);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed();
        }
    }
}
