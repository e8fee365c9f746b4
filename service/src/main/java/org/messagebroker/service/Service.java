package org.messagebroker.service;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.messagebroker.service.tls.ListenerTls;
import org.messagebroker.settings.Settings;

/**
 * A running service: its listener with TLS, its management listener, and what is closed with it. Thread-safe.
 *
 * @see org.messagebroker.service the package, for a whole service
 */
public final class Service implements AutoCloseable {

    private final WebServer server;
    private final Optional<ListenerTls> tls;
    private final Metrics metrics;
    private final List<AutoCloseable> onStop;

    private Service(WebServer server, Optional<ListenerTls> tls, Metrics metrics, List<AutoCloseable> onStop) {
        this.server = server;
        this.tls = tls;
        this.metrics = metrics;
        this.onStop = List.copyOf(onStop);
    }

    /**
     * Begins a service.
     *
     * @throws org.messagebroker.settings.SettingsException if a setting that every service has is malformed
     */
    public static Builder builder(String name, Settings settings) {
        return new Builder(name, ServiceConfig.of(settings));
    }

    /**
     * The port of the listener with TLS.
     *
     * @throws IllegalStateException if the service has none
     */
    public int port() {
        if (tls.isEmpty()) {
            throw new IllegalStateException("this service has only a management listener");
        }
        return server.port();
    }

    /** The port of health and metrics. */
    public int managementPort() {
        return server.port(Management.SOCKET);
    }

    /** The metrics of this service. */
    public Metrics metrics() {
        return metrics;
    }

    /** The TLS of the main listener, with our own certificate. */
    public Optional<ListenerTls> tls() {
        return tls;
    }

    /**
     * Reads key, chain and authorities anew; connections that stand are left alone.
     *
     * @throws StartException if a file is not good; then nothing has changed
     */
    public void reload() {
        tls.ifPresent(ListenerTls::reload);
    }

    /** Stops: not ready, no new connections, requests under way finish within the grace, then the parts are closed. */
    @Override
    public void close() {
        server.stop();
        for (AutoCloseable part : onStop) {
            closeQuietly(part);
        }
        metrics.close();
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            org.slf4j.LoggerFactory.getLogger(Service.class).warn("a part did not close cleanly", e);
        }
    }

    /** What a service is made of. */
    public static final class Builder {

        private final String name;
        private final ServiceConfig config;
        private final Map<String, Readiness> readiness = new LinkedHashMap<>();
        private final List<AutoCloseable> onStop = new ArrayList<>();
        private Consumer<HttpRouting.Builder> routing = routes -> {};
        private Optional<Metrics> metrics = Optional.empty();
        private Optional<String> requestMetrics = Optional.empty();
        private InstantSource clock = InstantSource.system();

        private Builder(String name, ServiceConfig config) {
            this.name = name;
            this.config = config;
        }

        /** The routes of the main listener. */
        public Builder routing(Consumer<HttpRouting.Builder> routes) {
            routing = routing.andThen(routes);
            return this;
        }

        /** A condition of {@code /health/ready}. */
        public Builder readiness(String check, Readiness condition) {
            readiness.put(check, condition);
            return this;
        }

        /** The metrics to publish, when they were made before the service. */
        public Builder metrics(Metrics made) {
            metrics = Optional.of(made);
            return this;
        }

        /** Counts and times requests as {@code <prefix>_requests_total} and {@code <prefix>_request_duration_seconds}. */
        public Builder requestMetrics(String prefix) {
            requestMetrics = Optional.of(prefix);
            return this;
        }

        /** Closed after the listeners, in the order given. */
        public Builder onStop(AutoCloseable part) {
            onStop.add(part);
            return this;
        }

        /** The clock of certificates and answers; the system's if not set. */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /**
         * Starts the listeners.
         *
         * @throws StartException when it cannot, saying why
         */
        public Service start() {
            throw new IllegalStateException("not yet: " + name + config + requestMetrics + clock + readiness + routing);
        }
    }

    /** Names the management listener. */
    private static final class Management {
        static final String SOCKET = "management";
    }
}
