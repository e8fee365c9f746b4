package org.messagebroker.standalone;

import java.time.Duration;

/** How long to wait before a part that died is started again: 1 s, doubled up to 30 s, from anew after a good minute. */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration GOOD_RUN = Duration.ofMinutes(1);

    private Duration next = FIRST;

    /** The wait after a run of the given length. */
    Duration after(Duration run) {
        if (run.compareTo(GOOD_RUN) >= 0) {
            next = FIRST;
        }
        Duration wait = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return wait;
    }
}
