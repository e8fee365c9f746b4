package org.messagebroker.service.wire;

import java.time.Duration;
import org.messagebroker.settings.Settings;

/**
 * What one listener takes.
 *
 * @param maxBodyBytes longest request body, declared or chunked; beyond it 413
 * @param maxHeaderBytes longest set of headers, request line not counted; beyond it 431
 * @param maxRequestLineBytes longest request line; beyond it 414
 * @param maxConnections open connections; the next one waits in the backlog
 * @param maxConcurrentRequests requests under way; beyond it 503
 * @param headerTimeout for the handshake, and for a request's line and headers from their first byte
 * @param bodyTimeout for a request's body, from the end of its headers
 * @param idleTimeout for the first byte of the next request
 * @param writeTimeout for the other side to take an answer
 */
public record Limits(
        int maxBodyBytes,
        int maxHeaderBytes,
        int maxRequestLineBytes,
        int maxConnections,
        int maxConcurrentRequests,
        Duration headerTimeout,
        Duration bodyTimeout,
        Duration idleTimeout,
        Duration writeTimeout) {

    /** Reads the limits of the listener whose settings begin with the prefix, such as {@code server}. */
    public static Limits of(Settings settings, String prefix) {
        return new Limits(
                settings.integer(prefix + ".max-body-bytes", 1, 64 << 20),
                settings.integer(prefix + ".max-header-bytes", 256, 1 << 20),
                settings.integer(prefix + ".max-request-line-bytes", 64, 1 << 16),
                settings.integer(prefix + ".max-connections", 1, 1_000_000),
                settings.integer(prefix + ".max-concurrent-requests", 1, 1_000_000),
                settings.duration(prefix + ".header-timeout"),
                settings.duration(prefix + ".body-timeout"),
                settings.duration(prefix + ".idle-timeout"),
                settings.duration(prefix + ".write-timeout"));
    }
}
