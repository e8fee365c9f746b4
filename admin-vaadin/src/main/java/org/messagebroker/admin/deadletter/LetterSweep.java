package org.messagebroker.admin.deadletter;

import java.util.Optional;
import java.util.function.Function;
import org.messagebroker.admin.page.LongWork;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.api.DeadLetterResult;

/**
 * Does something with all messages that fit, a piece at a time, each of them once: what the server leaves as it is, or what
 * dies again meanwhile, is not met again.
 *
 * @param act has the server do it with the next piece, from a place on
 */
record LetterSweep(Function<Optional<String>, Answer<DeadLetterResult>> act) {

    /** The server names no more than so many that it has left as they are. */
    static final int LARGEST_PIECE = 100;

    /** The next piece. */
    Answer<Reached> next(Reached soFar) {
        return act.apply(soFar.after()).map(soFar::and);
    }

    /**
     * How far it has come.
     *
     * @param after where the next piece begins
     * @param seen how many were met
     * @param done with how many of them it is done
     */
    record Reached(Optional<String> after, long seen, long done, boolean isOver) implements LongWork.Progress {

        static final Reached NOTHING_YET = new Reached(Optional.empty(), 0, 0, false);

        /** How many were left as they are. */
        long left() {
            return seen - done;
        }

        private Reached and(DeadLetterResult piece) {
            long met = piece.done() + piece.refused().size();
            return new Reached(
                    piece.after(),
                    seen + met,
                    done + piece.done(),
                    piece.after().isEmpty());
        }
    }
}
