package org.messagebroker.server.reencryption;

import java.time.Instant;
import java.util.Optional;

/**
 * A pass over everything stored, and how far it is.
 *
 * @param number counts up
 * @param content the version of the content key under which it leaves everything
 * @param numberIndex likewise
 * @param stage the table at which it is
 * @param position the last row there that is done with; empty at the beginning
 * @param checked rows done with
 * @param renewed rows sealed again
 * @param unreadable rows that could not be opened, and stay as they are
 * @param workedMillis how long it was worked at
 * @param worker who works at it at this moment
 */
record Pass(
        long number,
        State state,
        int content,
        int numberIndex,
        String stage,
        Optional<Position> position,
        long checked,
        long renewed,
        long unreadable,
        long workedMillis,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<String> worker) {

    /** What becomes of it; in lower case in the database and on the wire. */
    enum State {
        RUNNING,
        PAUSED,
        FINISHED
    }
}
