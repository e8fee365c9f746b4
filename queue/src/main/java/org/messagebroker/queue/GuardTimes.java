package org.messagebroker.queue;

import java.time.Duration;
import org.messagebroker.settings.Settings;

/**
 * For how long what was sent is remembered. The tolerated step is that of Redis's clock: see
 * docs/decisions/2026-11-24-replay-time.md.
 *
 * @param window how old a request may be by its timestamp
 * @param skew how far clocks may differ beside it
 * @param keyLife how long an idempotency key is remembered
 */
public record GuardTimes(Duration window, Duration skew, Duration keyLife) {

    /** The largest step of Redis's clock that neither lets a replay through nor refuses who is honest. */
    static final Duration TOLERATED_STEP = Duration.ofMinutes(15);

    private static final Duration LONGEST_WINDOW = Duration.ofHours(1);

    /** 5 minutes, 30 seconds, 24 hours. */
    public static final GuardTimes USUAL =
            new GuardTimes(Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofHours(24));

    /**
     * From {@code replay.*}.
     *
     * @throws org.messagebroker.settings.SettingsException naming the setting that is malformed
     */
    public static GuardTimes of(Settings settings) {
        Duration window = settings.duration("replay.window");
        if (!window.isPositive() || window.compareTo(LONGEST_WINDOW) > 0) {
            throw settings.malformed("replay.window", "a duration above 0 and up to 1h");
        }
        return new GuardTimes(window, settings.duration("replay.skew"), settings.duration("replay.key-life"));
    }

    /** How far ahead of the queue's time a timestamp may be. */
    Duration ahead() {
        return skew;
    }

    /** How far behind it. */
    Duration behind() {
        return window.plus(skew);
    }

    /** As long as a timestamp can be taken, whatever Redis's clock does up to the tolerated step. */
    Duration nonceLife() {
        return ahead().plus(behind()).plus(TOLERATED_STEP);
    }

    Duration keyLifeOnDisk() {
        return keyLife.plus(TOLERATED_STEP);
    }
}
