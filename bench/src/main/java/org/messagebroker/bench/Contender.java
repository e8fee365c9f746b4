package org.messagebroker.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.messagebroker.bench.load.LoadOrder;
import org.messagebroker.bench.load.LoadReport;

/** A running system that is put under load. */
interface Contender {
    /** The first part of its figures' keys. */
    String name();

    /** The load to send it. */
    LoadOrder order(int connections, Duration warmup, Duration measured);

    /** Its processes, by name. */
    Map<String, Long> processes();

    /**
     * Waits until it has done all that {@code load} left it to do, so that the next measurement starts with an idle
     * machine.
     *
     * @return how long that took
     * @throws IOException if it does not finish
     */
    Duration settle(LoadReport load) throws IOException;
}
