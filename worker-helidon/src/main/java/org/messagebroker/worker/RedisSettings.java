package org.messagebroker.worker;

import java.time.Duration;
import org.messagebroker.queue.RedisConfig;
import org.messagebroker.settings.Settings;

/** Reads {@code redis.*}. */
final class RedisSettings {

    private RedisSettings() {}

    static RedisConfig of(Settings settings) {
        Duration timeout = settings.duration("redis.timeout");
        Duration deadline = settings.duration("redis.deadline");
        if (!timeout.isPositive() || deadline.compareTo(timeout) < 0) {
            throw settings.malformed("redis.deadline", "a duration not shorter than redis.timeout, which is not 0");
        }
        return new RedisConfig(
                settings.text("redis.host"),
                settings.integer("redis.port", 1, 65_535),
                settings.integer("redis.db", 0, 1_000_000),
                settings.optionalText("redis.user"),
                settings.optionalText("redis.password"),
                settings.flag("redis.ssl"),
                settings.optionalPath("redis.ca-cert-path"),
                timeout,
                deadline);
    }
}
