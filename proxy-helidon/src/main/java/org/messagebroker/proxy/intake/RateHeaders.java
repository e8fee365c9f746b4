package org.messagebroker.proxy.intake;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import org.messagebroker.queue.RateState;

/** Tells a client with a limit where it stands: {@code RateLimit-Limit}, {@code -Remaining} and {@code -Reset} (seconds). */
final class RateHeaders {

    private static final HeaderName LIMIT = HeaderNames.create("RateLimit-Limit");
    private static final HeaderName REMAINING = HeaderNames.create("RateLimit-Remaining");
    private static final HeaderName RESET = HeaderNames.create("RateLimit-Reset");

    private RateHeaders() {}

    static void set(ServerResponse response, RateState rate) {
        response.header(LIMIT, String.valueOf(rate.limit()));
        response.header(REMAINING, String.valueOf(rate.remaining()));
        response.header(RESET, String.valueOf(rate.reset().plusMillis(999).toSeconds()));
    }
}
