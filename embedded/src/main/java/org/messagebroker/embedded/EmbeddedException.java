package org.messagebroker.embedded;

/** Redis or MariaDB could not be started or stopped. The message says why, and what to do, to a person. */
public final class EmbeddedException extends RuntimeException {

    EmbeddedException(String message) {
        super(message);
    }

    EmbeddedException(String message, Throwable cause) {
        super(message, cause);
    }
}
