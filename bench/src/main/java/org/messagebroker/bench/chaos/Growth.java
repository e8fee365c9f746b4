package org.messagebroker.bench.chaos;

/**
 * By how much a part's number has grown.
 *
 * @param before what it was
 */
record Growth(Gauge gauge, double before) {

    /** From now on. */
    static Growth of(Gauge gauge) {
        return new Growth(gauge, gauge.read().orElse(0));
    }

    /** Until now; from nothing if the part was started anew meanwhile. */
    long soFar() {
        double now = gauge.read().orElse(before);
        return (long) (now < before ? now : now - before);
    }
}
