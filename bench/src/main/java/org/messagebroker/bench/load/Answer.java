package org.messagebroker.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An answer as it lies in the connection's buffer: read it before the next exchange.
 *
 * @param status the HTTP status
 * @param buffer holds the body from {@code offset}, {@code length} bytes
 * @param closes whether the server ends the connection after it
 */
public record Answer(int status, byte[] buffer, int offset, int length, boolean closes) {

    /** Whether the body is exactly {@code expected} from {@code start} to its end. */
    boolean bodyIs(byte[] expected, int start) {
        return Arrays.equals(buffer, offset, offset + length, expected, start, expected.length);
    }

    /** The body as text. */
    public String body() {
        return new String(buffer, offset, length, StandardCharsets.UTF_8);
    }
}
