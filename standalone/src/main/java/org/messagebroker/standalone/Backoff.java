package org.messagebroker.standalone;

import java.time.Duration;

/**
 * How long to wait before a part that died is started again. One that had run well is started at once: it was killed, or is
 * hit so seldom that waiting would only add to it. One that dies soon after its start waits 1 s, doubled up to 8 s: what
 * kept it from running, such as a full disk, may be over at any moment.
 */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(8);

    /** Longer than a start that fails takes, also on a busy machine. */
    private static final Duration GOOD_RUN = Duration.ofSeconds(10);

    private Duration next = FIRST;

    /** The wait after a run of the given length. */
    Duration after(Duration run) {
        if (run.compareTo(GOOD_RUN) >= 0) {
            next = FIRST;
            return Duration.ZERO;
        }
        Duration wait = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return wait;
    }
}
