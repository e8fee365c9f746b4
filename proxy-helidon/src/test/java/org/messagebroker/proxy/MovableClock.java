package org.messagebroker.proxy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The system's clock, set forward by a test. Thread-safe. */
public final class MovableClock implements InstantSource {

    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    /** From now on this far ahead of the system's. */
    public void setAhead(Duration distance) {
        ahead = distance;
    }
}
