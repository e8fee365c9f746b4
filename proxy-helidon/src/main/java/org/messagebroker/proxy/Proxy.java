package org.messagebroker.proxy;

import io.helidon.webserver.http.HttpRules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.messagebroker.enrolment.CertificateKeeper;
import org.messagebroker.openapi.DescriptionRoutes;
import org.messagebroker.proxy.health.HealthConfig;
import org.messagebroker.proxy.health.HealthReport;
import org.messagebroker.proxy.health.HealthRoutes;
import org.messagebroker.proxy.health.QueueProbe;
import org.messagebroker.proxy.identity.Admission;
import org.messagebroker.proxy.identity.CertificatesOff;
import org.messagebroker.proxy.identity.FollowedSigner;
import org.messagebroker.proxy.identity.IdentityConfig;
import org.messagebroker.proxy.intake.MessageStateRoutes;
import org.messagebroker.proxy.intake.SealingConfig;
import org.messagebroker.proxy.intake.SubmitRoutes;
import org.messagebroker.proxy.policy.HeldPolicy;
import org.messagebroker.proxy.policy.PolicyConfig;
import org.messagebroker.proxy.policy.PolicyFeed;
import org.messagebroker.proxy.policy.PolicyHolder;
import org.messagebroker.proxy.policy.Schedule;
import org.messagebroker.proxy.register.RegisterConfig;
import org.messagebroker.proxy.register.Registrar;
import org.messagebroker.proxy.report.Reporter;
import org.messagebroker.proxy.testmessage.TestMessages;
import org.messagebroker.queue.GuardTimes;
import org.messagebroker.queue.KnownNumbers;
import org.messagebroker.queue.MemoryLimit;
import org.messagebroker.queue.MessageQueue;
import org.messagebroker.queue.RedisConfig;
import org.messagebroker.queue.RedisMessageQueue;
import org.messagebroker.queue.Shards;
import org.messagebroker.sealing.Sealer;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.Service;
import org.messagebroker.service.tls.ListenerTls;
import org.messagebroker.service.upstream.ServerClient;
import org.messagebroker.settings.Settings;

/** The parts of the proxy, put together. */
final class Proxy {

    private final Metrics metrics = new Metrics();
    private final CompletableFuture<ListenerTls> tls = new CompletableFuture<>();
    private final Schedule schedule = new Schedule();

    private final InstantSource clock;
    private final Settings settings;
    private final IdentityConfig identity;
    private final PolicyHolder policies;
    private final PolicyFeed policy;
    private final MessageQueue queue;
    private final Sealer sealer;
    private final ServerClient server;
    private final ServerClient policyServer;
    private final Registrar registrar;
    private final QueueProbe queueProbe;
    private final HealthReport health;

    private Proxy(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        HealthConfig config = HealthConfig.from(settings);
        PolicyConfig policyConfig = PolicyConfig.from(settings);
        identity = IdentityConfig.from(settings);
        server = ServerClient.of(settings);
        policyServer = ServerClient.of(patient(settings, policyConfig));
        policies = new PolicyHolder(clock);
        policy = PolicyFeed.open(policyConfig, files(settings), policies, metrics, clock);
        policies.onChange(this::trustAuthorities);
        queue = RedisMessageQueue.open(
                RedisConfig.of(settings).withReplicas(settings.integer("redis.wait-replicas", 0, 16)),
                Shards.of(settings),
                GuardTimes.of(settings),
                MemoryLimit.of(settings),
                KnownNumbers.in(settings.path("queue.directory")));
        sealer = new Sealer(
                policies::sealing,
                FollowedSigner.of(settings),
                SealingConfig.from(settings).keyLife(),
                clock);
        registrar = Registrar.start(server, RegisterConfig.from(settings), metrics);
        queueProbe = QueueProbe.start(queue, Shards.of(settings), config.probeInterval(), metrics);
        health = new HealthReport(
                new HealthReport.Sources(
                        queueProbe, this::certificateEnd, policies::silence, policy::word, identity.verifiesClients()),
                config,
                version(),
                clock.instant());
    }

    static Service start(Settings settings) {
        return start(settings, InstantSource.system());
    }

    static Service start(Settings settings, InstantSource clock) {
        return new Proxy(settings, clock).start();
    }

    private Service start() {
        Service service = Service.builder("proxy", settings)
                .clock(clock)
                .metrics(metrics)
                .requestMetrics("proxy")
                .onTls(this::govern)
                .routing(this::routes)
                .readiness("redis", queueProbe)
                .onStop(schedule)
                .onStop(policy)
                .onStop(policyServer)
                .onStop(CertificateKeeper.start(settings, server, metrics))
                .onStop(registrar)
                .onStop(queueProbe)
                .onStop(queue)
                .onStop(server)
                .start();
        CertificatesOff.say(identity, schedule);
        policy.start(
                policyServer,
                new Reporter(new Reporter.Sources(health, identity, policy, metrics, tls::join), clock),
                new TestMessages(queue, sealer, clock));
        return service;
    }

    /** A server whose certificate is of a new authority must be believed before the file says so. */
    private void trustAuthorities(HeldPolicy inForce) {
        server.trustAlso(inForce.authorities());
        policyServer.trustAlso(inForce.authorities());
    }

    private void govern(ListenerTls listener) {
        policy.govern(listener, identity.verifiesClients());
        tls.complete(listener);
    }

    private void routes(HttpRules routes) {
        Admission admission = new Admission(policies, identity, clock, metrics);
        routes.register(
                new SubmitRoutes(admission, queue, registrar, sealer, policies::contentKey, metrics, clock),
                new MessageStateRoutes(admission, queue, server),
                new HealthRoutes(health, clock),
                new DescriptionRoutes("proxy"));
    }

    private Instant certificateEnd() {
        return tls.join().certificate().getNotAfter().toInstant();
    }

    private static PolicyFeed.Source files(Settings settings) {
        return new PolicyFeed.Source(settings.path("ca-cert-path"), settings.path("server-cert-path"));
    }

    /** For questions that the server holds back until there is news. */
    private static Settings patient(Settings settings, PolicyConfig policy) {
        Duration patience = settings.duration("main-server.answer-timeout").plus(policy.pollWait());
        return settings.with(Map.of("main-server.answer-timeout", patience.toMillis() + "ms"));
    }

    /** From the jar's manifest; outside of a jar there is none. */
    private static String version() {
        String version = Proxy.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
