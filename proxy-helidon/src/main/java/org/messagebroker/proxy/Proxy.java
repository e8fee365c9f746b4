package org.messagebroker.proxy;

import io.helidon.webserver.http.HttpRules;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.messagebroker.proxy.health.HealthConfig;
import org.messagebroker.proxy.health.HealthRoutes;
import org.messagebroker.proxy.health.QueueProbe;
import org.messagebroker.proxy.health.ServerProbe;
import org.messagebroker.proxy.identity.Admission;
import org.messagebroker.proxy.intake.MessageStateRoutes;
import org.messagebroker.proxy.intake.SubmitRoutes;
import org.messagebroker.proxy.register.RegisterConfig;
import org.messagebroker.proxy.register.Registrar;
import org.messagebroker.queue.GuardTimes;
import org.messagebroker.queue.MemoryLimit;
import org.messagebroker.queue.MessageQueue;
import org.messagebroker.queue.RedisConfig;
import org.messagebroker.queue.RedisMessageQueue;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.Service;
import org.messagebroker.service.tls.ListenerTls;
import org.messagebroker.service.upstream.ServerClient;
import org.messagebroker.settings.Settings;

/** The parts of the proxy, put together. */
final class Proxy {

    private final InstantSource clock = InstantSource.system();
    private final Metrics metrics = new Metrics();
    private final CompletableFuture<Service> running = new CompletableFuture<>();

    /** Of this process alone; the policy's takes its place. */
    private final SecretKey contentKey = new SecretKeySpec(new SecureRandom().generateSeed(32), "HmacSHA256");

    private final Settings settings;
    private final HealthConfig health;
    private final MessageQueue queue;
    private final ServerClient server;
    private final Registrar registrar;
    private final QueueProbe queueProbe;
    private final ServerProbe serverProbe;

    private Proxy(Settings settings) {
        this.settings = settings;
        health = HealthConfig.from(settings);
        server = ServerClient.of(settings);
        queue = RedisMessageQueue.open(RedisConfig.of(settings), GuardTimes.of(settings), MemoryLimit.of(settings));
        registrar = Registrar.start(server, RegisterConfig.from(settings), metrics);
        queueProbe = QueueProbe.start(queue, health.probeInterval(), metrics);
        serverProbe = ServerProbe.start(server, health.probeInterval());
    }

    static Service start(Settings settings) {
        return new Proxy(settings).start();
    }

    private Service start() {
        Service service = Service.builder("proxy", settings)
                .clock(clock)
                .metrics(metrics)
                .requestMetrics("proxy")
                .routing(this::routes)
                .readiness("redis", queueProbe)
                .onStop(registrar)
                .onStop(queueProbe)
                .onStop(serverProbe)
                .onStop(queue)
                .onStop(server)
                .start();
        running.complete(service);
        return service;
    }

    private void routes(HttpRules routes) {
        Admission admission = new Admission(clock, metrics);
        routes.register(
                new SubmitRoutes(admission, queue, registrar, () -> Optional.of(contentKey), metrics, clock),
                new MessageStateRoutes(admission, queue, server),
                new HealthRoutes(queueProbe, serverProbe, this::certificateEnd, health, version(), clock));
    }

    /** Requests can arrive a moment before the service is handed over, hence the wait. */
    private Instant certificateEnd() {
        ListenerTls tls = running.join().tls().orElseThrow();
        return tls.certificate().getNotAfter().toInstant();
    }

    /** From the jar's manifest; outside of a jar there is none. */
    private static String version() {
        String version = Proxy.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
