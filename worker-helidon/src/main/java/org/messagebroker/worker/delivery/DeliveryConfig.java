package org.messagebroker.worker.delivery;

import java.time.Duration;
import org.messagebroker.settings.Settings;

/**
 * How messages are delivered.
 *
 * @param lanes calls to the server at the same time
 * @param batchSize messages in one call, at most
 * @param retryInterval from a failed call or a refusal to the next try
 * @param retry from a delivery that the server put off to the next
 * @param maxAttempts failed deliveries of a message after which it is given up
 */
public record DeliveryConfig(int lanes, int batchSize, Duration retryInterval, RetryPolicy retry, int maxAttempts) {

    /** Reads {@code worker.*}. */
    public static DeliveryConfig of(Settings settings) {
        return new DeliveryConfig(
                settings.integer("worker.concurrency", 1, 256),
                settings.integer("worker.batch-size", 1, 500),
                settings.duration("worker.retry-interval"),
                RetryPolicy.of(settings),
                settings.integer("worker.max-attempts", 1, 1_000_000_000));
    }
}
