package org.messagebroker.proxy.health;

import java.time.Duration;
import org.messagebroker.settings.Settings;

/**
 * How the proxy watches itself.
 *
 * @param probeInterval from one look at Redis and at the server to the next
 * @param expiringBefore how long before its end the proxy's certificate counts as expiring
 */
public record HealthConfig(Duration probeInterval, Duration expiringBefore) {

    /** Reads {@code health.*}. */
    public static HealthConfig from(Settings settings) {
        return new HealthConfig(
                settings.duration("health.probe-interval"), settings.duration("health.expiring-before"));
    }
}
