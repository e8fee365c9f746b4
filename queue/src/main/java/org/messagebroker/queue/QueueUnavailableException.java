package org.messagebroker.queue;

/** Redis could not be asked. The message says why, without addresses' credentials. */
public final class QueueUnavailableException extends RuntimeException {
    public QueueUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
