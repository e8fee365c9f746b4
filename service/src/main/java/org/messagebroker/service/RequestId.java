package org.messagebroker.service;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.messagebroker.service.log.LogContext;

/**
 * Names a request in the answer ({@code X-Request-Id}, {@code request_id}) and in every line logged for it. Always made
 * here, never taken from outside.
 */
public final class RequestId {

    /** The name of the answer's header. */
    public static final String HEADER = "X-Request-Id";

    private RequestId() {}

    /** The id of the request that this thread is serving; a new one when it serves none. */
    public static String current() {
        return Optional.ofNullable(LogContext.requestId()).orElseGet(RequestId::begin);
    }

    /** Begins a request on this thread: makes an id and puts it into the log context. */
    public static String begin() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String id = new UUID(
                        (random.nextLong() & ~0xF000L) | 0x4000L,
                        (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L)
                .toString();
        LogContext.request(id);
        return id;
    }
}
