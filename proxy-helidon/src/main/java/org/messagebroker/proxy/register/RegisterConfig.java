package org.messagebroker.proxy.register;

import java.time.Duration;
import org.messagebroker.settings.Settings;

/**
 * How accepted messages are made visible at the server.
 *
 * @param capacity messages that may wait to be registered; beyond it they are dropped
 * @param batchSize most messages in one call
 * @param linger how long a call waits for more messages
 * @param pause how long no call is made after one has failed
 */
public record RegisterConfig(int capacity, int batchSize, Duration linger, Duration pause) {

    /** Reads {@code register.*}. */
    public static RegisterConfig from(Settings settings) {
        return new RegisterConfig(
                settings.integer("register.capacity", 1, 1_000_000),
                settings.integer("register.batch-size", 1, 1000),
                settings.duration("register.linger"),
                settings.duration("register.pause"));
    }
}
