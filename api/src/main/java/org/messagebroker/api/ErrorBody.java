package org.messagebroker.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The body of every error answer.
 *
 * @param error the code, one of {@link ErrorCode#code()}
 * @param message what happened and what to do, for a person
 * @param details particulars for a program, empty when there are none
 * @param timestamp when the request was refused
 * @param requestId names the request in the logs
 * @param retryAfter seconds to wait before a repeat is useful
 */
public record ErrorBody(
        String error,
        String message,
        Map<String, Object> details,
        Instant timestamp,
        String requestId,
        Optional<Integer> retryAfter) {

    public ErrorBody {
        details = Map.copyOf(details);
    }
}
