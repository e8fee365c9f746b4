package org.messagebroker.api;

import java.time.Instant;
import java.util.List;

/**
 * The policy in force, and who obeys it.
 *
 * @param version as {@code epoch.number}
 * @param graceSeconds how long proxies accept without hearing from the server
 * @param unconfirmed names of the proxies that have not confirmed it
 */
public record PolicyStatus(
        String version, Instant changedAt, long graceSeconds, List<Confirmation> proxies, List<String> unconfirmed) {

    public PolicyStatus {
        proxies = List.copyOf(proxies);
        unconfirmed = List.copyOf(unconfirmed);
    }

    /**
     * What one proxy obeys.
     *
     * @param version as {@code epoch.number}
     * @param confirmed whether that is the one in force
     * @param confirmedAt since when it obeys it
     * @param acceptsUntil until when it may go on accepting, if it is not heard again
     */
    public record Confirmation(
            String name, String version, boolean confirmed, Instant confirmedAt, Instant acceptsUntil) {}
}
