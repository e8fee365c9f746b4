package org.messagebroker.api;

import java.time.Instant;
import java.util.Map;

/**
 * The answer of {@code /api/v1/health} and {@code /health}: 200 when healthy or degraded, 503 when unhealthy.
 *
 * @param checks by name, each a short word such as {@code healthy} or {@code expiring}
 */
public record Health(Status status, String version, Instant timestamp, Map<String, String> checks, long uptimeSeconds) {

    public Health {
        checks = Map.copyOf(checks);
    }

    /** Written in lower case on the wire. */
    public enum Status {
        HEALTHY,
        DEGRADED,
        UNHEALTHY
    }
}
