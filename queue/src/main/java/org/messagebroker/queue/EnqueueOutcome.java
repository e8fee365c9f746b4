package org.messagebroker.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.messagebroker.api.MessageId;

/** What became of an enqueue. Only {@link Enqueued} and {@link Unknown} can have put the message into the queue. */
public sealed interface EnqueueOutcome {

    /**
     * On disk.
     *
     * @param position messages of the shard not yet delivered, this one included
     * @param rate where the client stands; absent when it has no limit
     */
    record Enqueued(long position, Optional<RateState> rate) implements EnqueueOutcome {}

    /**
     * The same request was accepted before under this idempotency key.
     *
     * @param first the message of then
     * @param acceptedAt when it was accepted
     */
    record Replayed(MessageId first, Instant acceptedAt, long position, Optional<RateState> rate)
            implements EnqueueOutcome {}

    /** The idempotency key was used before for another content. */
    record KeyConflict(Optional<RateState> rate) implements EnqueueOutcome {}

    /**
     * The nonce was used before.
     *
     * @param first the message that it was used for, if the content is the same
     */
    record NonceUsed(Optional<MessageId> first) implements EnqueueOutcome {}

    /**
     * The timestamp is too far off.
     *
     * @param off how far it is ahead of the queue's time; negative when it is behind
     * @param now the queue's time
     */
    record OutsideWindow(Duration off, Instant now) implements EnqueueOutcome {}

    /**
     * Too many messages in this minute.
     *
     * @param bound whose limit it is
     * @param retryAfter until the next minute begins
     * @param rate where the client stands; absent when only the site has a limit
     */
    record RateExceeded(Bound bound, Duration retryAfter, Optional<RateState> rate) implements EnqueueOutcome {}

    /**
     * Certainly not in the queue.
     *
     * @param reason for the log and the administrator
     */
    record Refused(String reason) implements EnqueueOutcome {}

    /** Perhaps in the queue: Redis was asked and did not answer in time. Repeating with the same id is safe. */
    record Unknown(String reason) implements EnqueueOutcome {}

    /** Whose limit was reached. */
    enum Bound {
        CLIENT,
        SITE
    }
}
