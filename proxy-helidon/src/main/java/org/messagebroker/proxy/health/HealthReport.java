package org.messagebroker.proxy.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.messagebroker.api.Health;

/** Puts together how the proxy is. Thread-safe. */
record HealthReport(
        QueueProbe queue,
        ServerProbe server,
        Supplier<Instant> certificateEnd,
        HealthConfig config,
        String version,
        Instant started) {

    Health at(Instant now) {
        boolean accepts = queue.isUp();
        ServerProbe.State main = server.state();
        OwnCertificate own = OwnCertificate.at(now, certificateEnd.get(), config.expiringBefore());
        Map<String, String> checks = Map.of(
                "redis", accepts ? "healthy" : "unhealthy", "main_server", main.word(), "certificate", own.word());
        long uptime = Duration.between(started, now).toSeconds();
        return new Health(status(accepts, main, own), version, now, checks, uptime);
    }

    /** Without queue or certificate nothing is accepted; without the server messages are accepted and wait. */
    static Health.Status status(boolean accepts, ServerProbe.State main, OwnCertificate own) {
        if (!accepts || own == OwnCertificate.EXPIRED) {
            return Health.Status.UNHEALTHY;
        }
        return main == ServerProbe.State.HEALTHY ? Health.Status.HEALTHY : Health.Status.DEGRADED;
    }
}
