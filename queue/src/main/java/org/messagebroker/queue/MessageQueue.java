package org.messagebroker.queue;

import java.util.List;
import java.util.Optional;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageState;

/** The queue as a proxy sees it. Thread-safe; calls block, so make them on virtual threads. */
public interface MessageQueue extends AutoCloseable {

    /**
     * Adds a message if it passes its guards, both in one step; returns only when it is on disk, or when nothing more can be
     * learned before the deadline. A message that is refused leaves no trace: neither its key nor its nonce is taken, and it
     * does not count.
     */
    EnqueueOutcome enqueue(Envelope envelope, Guards guards);

    /** Adds a message that has nothing to pass. */
    default EnqueueOutcome enqueue(Envelope envelope) {
        return enqueue(envelope, Guards.NONE);
    }

    /**
     * Where a message that is still in the queue, or in its quarantine, stands; empty when it is in neither.
     *
     * @throws QueueUnavailableException when Redis cannot be asked, or the message is there but cannot be read
     */
    Optional<MessageState> find(MessageId id);

    /**
     * How much is waiting.
     *
     * @throws QueueUnavailableException when Redis cannot be asked
     */
    QueueDepth depth();

    /**
     * The same for each shard, in order.
     *
     * @throws QueueUnavailableException when Redis cannot be asked
     */
    List<QueueDepth> depths();

    /** Whether Redis answers and its settings are durable; for health checks. Never throws. */
    QueueHealth health();

    @Override
    void close();
}
