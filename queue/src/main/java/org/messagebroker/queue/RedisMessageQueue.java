package org.messagebroker.queue;

import java.util.Optional;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageState;

/** The queue in Redis, as a proxy sees it. */
public final class RedisMessageQueue implements MessageQueue {

    private RedisMessageQueue() {}

    /**
     * Opens the queue. Returns also when Redis cannot be reached yet: {@link #health()} then says so, enqueues are
     * refused, and the connection is made as soon as Redis is there.
     */
    public static MessageQueue open(RedisConfig config) {
        throw new UnsupportedOperationException(config.toString());
    }

    @Override
    public EnqueueOutcome enqueue(Envelope envelope) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<MessageState> find(MessageId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public QueueDepth depth() {
        throw new UnsupportedOperationException();
    }

    @Override
    public QueueHealth health() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
