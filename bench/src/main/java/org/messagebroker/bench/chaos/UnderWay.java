package org.messagebroker.bench.chaos;

import java.io.IOException;

/**
 * A fault that has begun.
 *
 * @param sign of its having taken hold
 * @param ending what ends it
 */
record UnderWay(Sign sign, Ending ending) {

    /** Looks whether a fault has taken hold. */
    @FunctionalInterface
    interface Sign {

        /** Asked once, just before the fault is ended. */
        Evidence look() throws IOException;
    }

    /** Ends a fault. */
    @FunctionalInterface
    interface Ending {

        /** Returns when what was disturbed is back: its process runs. What it does from then on is its own affair. */
        void end() throws IOException;
    }

    /** What is seen now. What cannot be looked at was not seen to take hold. */
    Evidence evidence() {
        try {
            return sign.look();
        } catch (IOException blind) {
            return new Evidence(false, "it cannot be seen: " + blind.getMessage());
        }
    }
}
