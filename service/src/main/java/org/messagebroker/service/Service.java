package org.messagebroker.service;

import io.helidon.webserver.http.HttpRules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.messagebroker.service.address.ForwardedFrom;
import org.messagebroker.service.tls.ListenerTls;
import org.messagebroker.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running service: its listener with TLS, its management listener, and what is closed with it. Thread-safe.
 *
 * @see org.messagebroker.service the package, for a whole service
 */
public final class Service implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final Lifecycle lifecycle;
    private final Optional<Listening> main;
    private final Listening management;
    private final Optional<ListenerTls> tls;
    private final Builder parts;

    private Service(
            Lifecycle lifecycle,
            Optional<Listening> main,
            Listening management,
            Optional<ListenerTls> tls,
            Builder parts) {
        this.lifecycle = lifecycle;
        this.main = main;
        this.management = management;
        this.tls = tls;
        this.parts = parts;
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
        return main.orElseThrow(() -> new IllegalStateException("this service has only a management listener"))
                .port();
    }

    /** The port of health and metrics. */
    public int managementPort() {
        return management.port();
    }

    /** Each method and path that the listener with TLS answers, such as {@code GET /messages/{id}}; empty without one. */
    public Set<String> endpoints() {
        return main.map(Listening::endpoints).orElse(Set.of());
    }

    /** The metrics of this service. */
    public Metrics metrics() {
        return parts.metrics;
    }

    /** The TLS of the main listener, with our own certificate; empty when there is no such listener. */
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
        LOG.info("{} has read its key and its authorities anew", parts.name);
    }

    /**
     * Stops: not ready, then no new connections, requests under way finish within the grace, then the parts are closed.
     * A second call does nothing.
     */
    @Override
    public void close() {
        if (!lifecycle.stop()) {
            return;
        }
        pause(parts.config.delay());
        parts.onStopping.forEach(Runnable::run);
        main.ifPresent(Listening::close);
        parts.onStop.forEach(Service::closeQuietly);
        management.close();
        parts.metrics.close();
    }

    private static void pause(Duration delay) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("a part did not close cleanly", e);
        }
    }

    /** What a service is made of. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private final ServiceConfig config;
        private final Map<String, Readiness> readiness = new LinkedHashMap<>();
        private final List<Runnable> onStopping = new ArrayList<>();
        private final List<AutoCloseable> onStop = new ArrayList<>();
        private Consumer<HttpRules> routing = routes -> {};
        private Consumer<ListenerTls> governed = tls -> {};
        private Metrics metrics = new Metrics();
        private Optional<String> meterPrefix = Optional.empty();
        private InstantSource clock = InstantSource.system();

        private Builder(String name, ServiceConfig config) {
            this.name = name;
            this.config = config;
        }

        /** The routes of the main listener; paths are given whole. Methods without a route are answered 405. */
        public Builder routing(Consumer<HttpRules> routes) {
            routing = routing.andThen(routes);
            return this;
        }

        /** A condition of {@code /health/ready}. */
        public Builder readiness(String check, Readiness condition) {
            readiness.put(check, condition);
            return this;
        }

        /** The metrics to publish, when they were made before the service; closed with it. */
        public Builder metrics(Metrics made) {
            metrics.close();
            metrics = made;
            return this;
        }

        /** Counts and times requests as {@code <prefix>_requests_total} and {@code <prefix>_request_duration_seconds}. */
        public Builder requestMetrics(String prefix) {
            meterPrefix = Optional.of(prefix);
            return this;
        }

        /** Run before the main listener closes: ends what keeps requests waiting. */
        public Builder onStopping(Runnable part) {
            onStopping.add(part);
            return this;
        }

        /** Closed after the main listener, in the order given. */
        public Builder onStop(AutoCloseable part) {
            onStop.add(part);
            return this;
        }

        /** Given the TLS of the main listener before it accepts its first connection. */
        public Builder onTls(Consumer<ListenerTls> governor) {
            governed = governed.andThen(governor);
            return this;
        }

        /** The clock of the handshake; the system's if not set. */
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
            Lifecycle lifecycle = new Lifecycle();
            Optional<ListenerTls> tls = config.main().map(listener -> new ListenerTls(listener.tls(), clock));
            tls.ifPresent(governed);
            Listening management = management(lifecycle);
            try {
                Optional<Listening> main = config.main().map(listener -> main(listener, tls, lifecycle));
                lifecycle.started();
                main.ifPresent(listening -> LOG.info("{} listens on port {}", name, listening.port()));
                return new Service(lifecycle, main, management, tls, this);
            } catch (StartException e) {
                management.close();
                throw e;
            }
        }

        private Listening management(Lifecycle lifecycle) {
            ManagementRoutes routes = new ManagementRoutes(lifecycle, Map.copyOf(readiness), metrics);
            return Listening.start(new Listening.Parts(
                    config.management(),
                    Optional.empty(),
                    new ForwardedFrom(List.of()),
                    rules -> rules.register(routes),
                    lifecycle,
                    metrics,
                    Optional.empty(),
                    Duration.ofSeconds(1)));
        }

        private Listening main(ServiceConfig.MainListener listener, Optional<ListenerTls> tls, Lifecycle lifecycle) {
            return Listening.start(new Listening.Parts(
                    listener.listener(),
                    tls,
                    listener.forwarded(),
                    routing,
                    lifecycle,
                    metrics,
                    meterPrefix,
                    config.grace()));
        }
    }
}
