package org.messagebroker.queue;

import java.util.Optional;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageState;

/** The queue as a proxy sees it. Thread-safe; calls block, so make them on virtual threads. */
public interface MessageQueue extends AutoCloseable {

    /** Adds a message; returns only when it is on disk, or when nothing more can be learned before the deadline. */
    EnqueueOutcome enqueue(Envelope envelope);

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

    /** Whether Redis answers and its settings are durable; for health checks. Never throws. */
    QueueHealth health();

    @Override
    void close();
}
