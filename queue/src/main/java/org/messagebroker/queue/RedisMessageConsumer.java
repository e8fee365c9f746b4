package org.messagebroker.queue;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The queue in Redis, as one worker sees it. */
public final class RedisMessageConsumer implements MessageConsumer {

    private RedisMessageConsumer() {}

    /**
     * Opens the queue for a worker. Returns also when Redis cannot be reached yet.
     *
     * @param workerId the worker's name, for people who look into Redis; need not be unique
     */
    public static MessageConsumer open(RedisConfig config, String workerId) {
        throw new UnsupportedOperationException(config + workerId);
    }

    @Override
    public List<Taken> take(int max, Duration wait) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(Collection<Taken> messages) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void retryLater(Collection<Taken> messages, Duration delay, boolean countAttempt) {
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
