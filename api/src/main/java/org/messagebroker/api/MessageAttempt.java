package org.messagebroker.api;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of one delivery of a message.
 *
 * @param requeueEpoch how often the message had been put back by then; its attempts begin at 1 again after each time
 * @param attempt which one; 0 where it was put back
 * @param at when the server heard of it
 * @param reason why, for an administrator
 */
public record MessageAttempt(int requeueEpoch, int attempt, Instant at, Outcome outcome, Optional<String> reason) {

    /** How it ended. */
    public enum Outcome {
        /** An administrator put the message back into the queue. */
        REQUEUED,
        /** The server put it off. */
        RETRY_LATER,
        /** The server refused it for good. */
        REJECTED,
        /** The last one; no more are made. */
        SPENT,
        DELIVERED
    }
}
