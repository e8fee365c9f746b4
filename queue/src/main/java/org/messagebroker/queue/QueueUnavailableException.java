package org.messagebroker.queue;

/**
 * Redis could not be asked, or did not answer in time; a change asked of it may still have happened. The message says
 * why, fit for a log. There is no cause: the Redis client's own messages quote the arguments, and so contents.
 */
public final class QueueUnavailableException extends RuntimeException {
    public QueueUnavailableException(String message) {
        super(message);
    }
}
