package org.messagebroker.proxy;

import org.messagebroker.queue.RedisConfig;
import org.messagebroker.settings.Settings;

/** Reads {@code redis.*}. */
final class RedisSettings {

    private static final int MAX_DATABASE = 1023;

    private RedisSettings() {}

    static RedisConfig read(Settings settings) {
        return new RedisConfig(
                settings.text("redis.host"),
                settings.integer("redis.port", 1, 65_535),
                settings.integer("redis.db", 0, MAX_DATABASE),
                settings.optionalText("redis.username"),
                settings.optionalText("redis.password"),
                settings.flag("redis.tls"),
                settings.optionalPath("redis.ca-cert-path"),
                settings.duration("redis.timeout"),
                settings.duration("redis.deadline"));
    }
}
