package org.messagebroker.service.wire;

import java.time.Duration;

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
        Duration writeTimeout) {}
