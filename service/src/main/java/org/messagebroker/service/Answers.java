package org.messagebroker.service;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.ErrorBody;
import org.messagebroker.api.ErrorCode;

/** What every answer carries, and what an error says. */
public final class Answers {

    private static final HeaderName REQUEST_ID = HeaderNames.create(RequestId.HEADER);
    private static final Header NO_SNIFF = HeaderValues.create("X-Content-Type-Options", "nosniff");
    private static final Header NO_STORE = HeaderValues.create("Cache-Control", "no-store");

    private Answers() {}

    /** Sets the headers that every answer carries, if a route has not set its own. */
    public static void complete(ServerResponseHeaders headers, String requestId) {
        headers.set(REQUEST_ID, requestId);
        headers.setIfAbsent(NO_SNIFF);
        headers.setIfAbsent(NO_STORE);
        headers.remove(HeaderNames.SERVER);
    }

    /** The body for a refusal of this thread's request, now. */
    public static ErrorBody body(ErrorCode code, String message) {
        return body(code, message, Map.of(), Optional.empty());
    }

    /** The body for a refusal of this thread's request, now. */
    public static ErrorBody body(Problem problem) {
        return body(problem.code(), problem.told(), problem.details(), problem.retryAfterSeconds());
    }

    private static ErrorBody body(
            ErrorCode code, String message, Map<String, Object> details, Optional<Integer> retryAfter) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new ErrorBody(code.code(), message, details, now, RequestId.current(), retryAfter);
    }
}
