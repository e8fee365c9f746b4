package org.messagebroker.service;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.ErrorCode;

/**
 * A request is refused. Thrown anywhere on a request's path; the service answers with the code's status and an
 * {@link org.messagebroker.api.ErrorBody}. The message and the details are sent to the client as they are: no internals,
 * no secret, no body, no number.
 */
public final class Problem extends RuntimeException {

    private final ErrorCode code;
    private final String told;
    private final Map<String, Object> details;
    private final Optional<Duration> retryAfter;

    private Problem(ErrorCode code, String told, Map<String, Object> details, Optional<Duration> retryAfter) {
        super(told, null, false, false);
        this.code = code;
        this.told = told;
        this.details = Map.copyOf(details);
        this.retryAfter = retryAfter;
    }

    /** A refusal with this code; the message tells a person what happened and what to do. */
    public static Problem of(ErrorCode code, String message) {
        return new Problem(code, message, Map.of(), Optional.empty());
    }

    /** The request is not valid (400). */
    public static Problem invalid(String message) {
        return of(ErrorCode.VALIDATION_ERROR, message);
    }

    /** One field of the request is not valid (400); {@code details.field} names it. */
    public static Problem invalidField(String field, String message) {
        return invalid(field + " " + message).with("field", field);
    }

    /** What is needed is away for the moment (503); the client may repeat after {@code retryAfter}. */
    public static Problem unavailable(String message, Duration retryAfter) {
        return of(ErrorCode.SERVICE_UNAVAILABLE, message).retryAfter(retryAfter);
    }

    /** The same refusal with one more particular for programs. */
    public Problem with(String name, Object value) {
        Map<String, Object> more = new HashMap<>(details);
        more.put(name, value);
        return new Problem(code, told, more, retryAfter);
    }

    /** The same refusal, with the time after which a repeat is useful; sent in whole seconds, at least one. */
    public Problem retryAfter(Duration wait) {
        return new Problem(code, told, details, Optional.of(wait));
    }

    public ErrorCode code() {
        return code;
    }

    /** What the client is told. */
    public String told() {
        return told;
    }

    public Map<String, Object> details() {
        return details;
    }

    /** Whole seconds to wait, at least 1. */
    public Optional<Integer> retryAfterSeconds() {
        return retryAfter.map(wait -> Math.clamp(wait.plusMillis(999).toSeconds(), 1, Integer.MAX_VALUE));
    }
}
