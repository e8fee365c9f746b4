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

    /** Begins, and answers how to see that it has taken hold and what ends it. */
    UnderWay begin(Scene scene) throws IOException;
}
