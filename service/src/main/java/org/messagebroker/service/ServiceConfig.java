package org.messagebroker.service;

import java.time.Duration;
import java.util.Optional;
import org.messagebroker.service.address.ForwardedFrom;
import org.messagebroker.service.tls.TlsConfig;
import org.messagebroker.service.wire.Limits;
import org.messagebroker.settings.Settings;

/**
 * The settings that every service has: {@code server.*} and the certificate's paths (not the worker), {@code management.*},
 * {@code shutdown.*}.
 *
 * @param main the listener for the service's own routes; a worker has none
 * @param management the listener for health and metrics
 * @param delay how long the service says that it is not ready before it stops listening
 * @param grace how long requests under way may take to finish after that
 */
public record ServiceConfig(Optional<MainListener> main, Listener management, Duration delay, Duration grace) {

    /**
     * Where a listener binds and what it takes.
     *
     * @param port 0 for a free one
     */
    public record Listener(String address, int port, Limits limits) {

        static Listener of(Settings settings, String prefix) {
            return new Listener(
                    settings.text(prefix + ".address"), settings.port(prefix + ".port"), Limits.of(settings, prefix));
        }
    }

    /**
     * The listener with TLS.
     *
     * @param forwarded whose forwarded headers it believes
     */
    public record MainListener(Listener listener, TlsConfig tls, ForwardedFrom forwarded) {

        static MainListener of(Settings settings) {
            return new MainListener(
                    Listener.of(settings, "server"), TlsConfig.of(settings), ForwardedFrom.of(settings));
        }
    }

    /** Reads the settings; a service whose list has no {@code server.port} gets no main listener. */
    public static ServiceConfig of(Settings settings) {
        Optional<MainListener> main = settings.values().containsKey("server.port")
                ? Optional.of(MainListener.of(settings))
                : Optional.empty();
        return new ServiceConfig(
                main,
                Listener.of(settings, "management"),
                settings.duration("shutdown.delay"),
                settings.duration("shutdown.grace"));
    }
}
