package org.messagebroker.bench.load;

/** When requests are due. Shared by all senders of a load; thread-safe. */
@FunctionalInterface
interface Pace {
    /** As soon as the last answer is there: as many requests are under way as there are connections. */
    Pace CLOSED_LOOP = System::nanoTime;

    /**
     * Waits until the caller's next request is due. Latency counts from the time returned, which lies in the past when
     * all connections were busy: a stalled server is charged for the requests that could not be sent.
     *
     * @return {@link System#nanoTime} at which it was due
     */
    long awaitNext();
}
