package org.messagebroker.service;

import io.helidon.common.context.Context;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.messagebroker.service.address.ForwardedFrom;
import org.messagebroker.service.tls.ListenerTls;
import org.messagebroker.service.wire.StrictListener;

/** One listener with its routes, running. */
final class Listening implements AutoCloseable {

    private final WebServer server;
    private final StrictListener strict;
    private final Routes routes;

    private Listening(WebServer server, StrictListener strict, Routes routes) {
        this.server = server;
        this.strict = strict;
        this.routes = routes;
    }

    /** What a listener is made of. */
    record Parts(
            ServiceConfig.Listener config,
            Optional<ListenerTls> tls,
            ForwardedFrom forwarded,
            Consumer<HttpRules> routes,
            Lifecycle lifecycle,
            Metrics metrics,
            Optional<String> meterPrefix,
            Duration grace) {}

    static Listening start(Parts parts) {
        HttpRouting.Builder routing = HttpRouting.builder();
        Routes routes = new Routes(routing);
        RequestMeter meter = new RequestMeter(parts.metrics(), parts.meterPrefix(), routes::isPattern);
        routing.addFilter(new RequestFilter(meter, parts.lifecycle()::isStopping));
        parts.routes().accept(routes);
        ErrorAnswers.apply(routing, routes);
        StrictListener strict = new StrictListener(parts.config().limits(), meter::refused);
        WebServerConfig.Builder builder = WebServer.builder()
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .host(parts.config().address())
                .port(parts.config().port())
                .shutdownGracePeriod(parts.grace())
                .directHandlers(ErrorAnswers.protocol())
                .routing(routing);
        Context context = Context.create();
        context.register(parts.forwarded());
        builder.listenerContext(context);
        parts.tls().ifPresent(tls -> builder.tls(tls.tls()));
        strict.apply(builder);
        return new Listening(start(builder, parts.config()), strict, routes);
    }

    int port() {
        return server.port();
    }

    Set<String> endpoints() {
        return routes.endpoints();
    }

    @Override
    public void close() {
        server.stop();
        strict.close();
    }

    private static WebServer start(WebServerConfig.Builder builder, ServiceConfig.Listener config) {
        try {
            return builder.build().start();
        } catch (RuntimeException e) {
            throw new StartException(
                    "cannot listen on " + config.address() + ":" + config.port() + "; is the port in use?", e);
        }
    }
}
