package org.messagebroker.proxy.health;

import java.time.Duration;
import org.messagebroker.settings.Settings;

/**
 * How the proxy watches itself.
 *
 * @param probeInterval from one look at Redis to the next
 * @param serverMissedAfter how long without word from the server is a degradation
 * @param serverLostAfter how long without word from the server is a fault
 * @param expiringBefore how long before its end the proxy's certificate counts as expiring
 */
public record HealthConfig(
        Duration probeInterval, Duration serverMissedAfter, Duration serverLostAfter, Duration expiringBefore) {

    /** Reads {@code health.*}. */
    public static HealthConfig from(Settings settings) {
        return new HealthConfig(
                settings.duration("health.probe-interval"),
                settings.duration("health.server-missed-after"),
                settings.duration("health.server-lost-after"),
                settings.duration("health.expiring-before"));
    }
}
