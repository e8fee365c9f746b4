package org.messagebroker.service;

import java.time.Duration;
import java.util.Optional;
import org.messagebroker.service.tls.TlsConfig;
import org.messagebroker.service.wire.Limits;

/**
 * The settings that every service has.
 *
 * @param main the listener for the service's own routes; a worker has none
 * @param management the listener for health and metrics
 * @param grace how long requests under way may take to finish when the service stops
 */
public record ServiceConfig(Optional<MainListener> main, Listener management, Duration grace) {

    /**
     * Where a listener binds and what it takes.
     *
     * @param port 0 for a free one
     */
    public record Listener(String address, int port, Limits limits) {}

    /** The listener with TLS. */
    public record MainListener(Listener listener, TlsConfig tls) {}
}
