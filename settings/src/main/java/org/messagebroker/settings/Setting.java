package org.messagebroker.settings;

import java.util.Locale;
import java.util.Optional;

/**
 * One setting that a service knows, as its {@code application.yaml} declares it.
 *
 * @param key the path in the YAML, such as {@code redis.host}
 * @param byDefault the value there; empty when the setting is optional or must be given
 * @param meaning the comment above it: what it does, its unit
 * @param secret whether the value must not be shown; a comment that says {@code (secret)} makes it so
 */
public record Setting(String key, String byDefault, String meaning, boolean secret) {

    /** The name in the environment and in {@code .env}, such as {@code REDIS_HOST}. */
    public String variable() {
        return variable(key);
    }

    /** What the variables of its section begin with, such as {@code REDIS_}; empty for a setting outside any section. */
    Optional<String> section() {
        int dot = key.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(variable(key.substring(0, dot)) + "_");
    }

    private static String variable(String key) {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
