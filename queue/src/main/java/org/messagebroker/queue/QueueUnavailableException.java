package org.messagebroker.queue;

/**
 * Redis could not be asked, did not answer in time, or keeps of a message only what cannot be read; a change asked of it may
 * still have happened. The message says why, fit for a log. There is no cause: the Redis client's own messages quote the arguments, and so contents.
 */
public final class QueueUnavailableException extends RuntimeException {
    public QueueUnavailableException(String message) {
        super(message);
    }
}
