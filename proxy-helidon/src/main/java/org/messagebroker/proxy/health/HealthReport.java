package org.messagebroker.proxy.health;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.messagebroker.api.Health;

/** Puts together how the proxy is. Thread-safe. */
public record HealthReport(Sources sources, HealthConfig config, String version, Instant started) {

    private static final String GOOD = "healthy";

    /**
     * Where the parts of the report come from.
     *
     * @param certificateEnd when the certificate that the proxy presents at the moment ends
     * @param silence since the last word from the server; empty if there never was any
     * @param policy the policy's state in one word; {@code healthy} when all is well
     * @param verifiesClients whether client certificates are required
     */
    public record Sources(
            QueueProbe queue,
            Supplier<Instant> certificateEnd,
            Supplier<Optional<Duration>> silence,
            Supplier<String> policy,
            boolean verifiesClients) {}

    /** How it is now. */
    public Health at(Instant now) {
        boolean accepts = sources.queue().isUp();
        ServerSilence server = ServerSilence.of(sources.silence().get(), config);
        OwnCertificate own = OwnCertificate.at(now, sources.certificateEnd().get(), config.expiringBefore());
        String policy = sources.policy().get();
        Map<String, String> checks = new HashMap<>(Map.of(
                "redis",
                accepts ? GOOD : "unhealthy",
                "main_server",
                server.word(),
                "certificate",
                own.word(),
                "policy",
                policy));
        if (!sources.verifiesClients()) {
            checks.put("client_certificates", "off");
        }
        boolean flawless = policy.equals(GOOD) && sources.verifiesClients();
        long uptime = Duration.between(started, now).toSeconds();
        return new Health(status(accepts, server, own, flawless), version, now, checks, uptime);
    }

    /** Red says that somebody must act, also while messages are still accepted within the grace. */
    static Health.Status status(boolean accepts, ServerSilence server, OwnCertificate own, boolean flawless) {
        if (!accepts || own == OwnCertificate.EXPIRED || server == ServerSilence.UNHEALTHY) {
            return Health.Status.UNHEALTHY;
        }
        return server == ServerSilence.HEALTHY && flawless ? Health.Status.HEALTHY : Health.Status.DEGRADED;
    }
}
