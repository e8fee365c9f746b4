package org.messagebroker.proxy.health;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** How the server stands by the last word from it. */
enum ServerSilence {
    HEALTHY,
    /** Missed for a while: yellow. */
    DEGRADED,
    /** Missed for long, or never heard: red. */
    UNHEALTHY;

    static ServerSilence of(Optional<Duration> silence, HealthConfig config) {
        return silence.map(time -> of(time, config)).orElse(UNHEALTHY);
    }

    private static ServerSilence of(Duration silence, HealthConfig config) {
        if (silence.compareTo(config.serverLostAfter()) > 0) {
            return UNHEALTHY;
        }
        return silence.compareTo(config.serverMissedAfter()) > 0 ? DEGRADED : HEALTHY;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
