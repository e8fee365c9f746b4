package org.messagebroker.service.upstream;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of a call to the server.
 *
 * @param <T> the body of a good answer
 */
public sealed interface Reply<T> {

    /** The server did it (2xx). */
    record Answered<T>(int status, T body) implements Reply<T> {}

    /**
     * The server answered, and not with 2xx, or not with a body we can read.
     *
     * @param status the HTTP status
     * @param code the error code of the body, such as {@code not_found}; empty when there is none
     * @param message for the log
     * @param retryAfter when the server asks to wait
     */
    record Refused<T>(int status, Optional<String> code, String message, Optional<Duration> retryAfter)
            implements Reply<T> {}

    /**
     * No answer: not connected, not trusted, cut off or timed out. Whether the server acted is unknown.
     *
     * @param reason for the log
     */
    record Unreachable<T>(String reason) implements Reply<T> {}
}
