package org.messagebroker.proxy.intake;

import java.time.Duration;
import org.messagebroker.settings.Settings;

/**
 * How messages are sealed.
 *
 * @param keyLife how long a data key is used; short, because a renewed certificate of the proxy signs only the next one
 */
public record SealingConfig(Duration keyLife) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Reads {@code sealing.*}. */
    public static SealingConfig from(Settings settings) {
        Duration life = settings.duration("sealing.key-life");
        if (life.compareTo(SHORTEST) < 0 || life.compareTo(LONGEST) > 0) {
            throw settings.malformed("sealing.key-life", "from 1s to 10m");
        }
        return new SealingConfig(life);
    }
}
