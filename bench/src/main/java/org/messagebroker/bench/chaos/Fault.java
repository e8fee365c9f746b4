package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Something that goes wrong for a while, and then does not any more. */
sealed interface Fault
        permits Kill,
                Standstill,
                DatabaseDown,
                MemoryFull,
                DiskFull,
                LostAnswers,
                WrongCertificate,
                SteppedClock,
                SameBatch {

    /** As on the command line. */
    String name();

    /** What happens, for the report. */
    String description();

    /** From its begin to its end. */
    Duration lasts();

    /** Why it cannot happen on this machine, if it cannot. */
    default Optional<String> obstacle(Scene scene) {
        return Optional.empty();
    }

    /** Begins, and answers what ends it. */
    Ending begin(Scene scene) throws IOException;

    /** Ends a fault. */
    @FunctionalInterface
    interface Ending {

        /** Returns when what was disturbed is back: its process runs. What it does from then on is its own affair. */
        void end() throws IOException;
    }
}
