package org.messagebroker.server.statistics;

import java.time.Duration;
import java.time.Instant;

/** Quarter-hours, numbered from 1970 on in UTC. Every zone's days begin with one. */
final class Quarter {

    static final Duration LENGTH = Duration.ofMinutes(15);

    private Quarter() {}

    /** The number of the quarter-hour that a time belongs to. */
    static long of(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), LENGTH.toMillis());
    }

    static Instant begin(long number) {
        return Instant.ofEpochMilli(number * LENGTH.toMillis());
    }
}
