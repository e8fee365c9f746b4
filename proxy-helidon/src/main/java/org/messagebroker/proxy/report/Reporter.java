package org.messagebroker.proxy.report;

import io.micrometer.core.instrument.Meter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.messagebroker.api.Health;
import org.messagebroker.api.ProxyReport;
import org.messagebroker.proxy.health.HealthReport;
import org.messagebroker.proxy.identity.IdentityConfig;
import org.messagebroker.proxy.policy.PolicyFeed;
import org.messagebroker.proxy.policy.Reports;
import org.messagebroker.queue.QueueDepth;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.tls.ListenerTls;

/** Puts together the report that goes with each question for the policy. Thread-safe. */
public final class Reporter implements Reports {

    private static final String FIRST_REFUSAL = "400";

    private final Sources sources;
    private final InstantSource clock;

    /** Where the parts of a report come from. */
    public record Sources(
            HealthReport health,
            IdentityConfig identity,
            PolicyFeed policy,
            Metrics metrics,
            Supplier<ListenerTls> tls) {}

    public Reporter(Sources sources, InstantSource clock) {
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    public ProxyReport now() {
        Health health = sources.health().at(clock.instant());
        Optional<QueueDepth> depth = sources.health().sources().queue().depth();
        ListenerTls tls = sources.tls().get();
        return new ProxyReport(
                sources.identity().site(),
                health.version(),
                sources.health().started(),
                health.status(),
                health.checks(),
                depth.map(QueueDepth::messages),
                depth.map(waiting -> waiting.oldest().toSeconds()),
                depth.map(QueueDepth::quarantined),
                sources.metrics().total("proxy_messages_enqueued_total", _ -> true),
                sources.metrics().total("proxy_requests_total", Reporter::isRefusal),
                end(tls),
                sources.identity().verifiesClients(),
                tls.settings(),
                sources.policy().provedTrial(),
                sources.policy().negotiated());
    }

    @Override
    public void taken(ProxyReport report) {
        sources.policy().taken(report.negotiated());
    }

    private static Instant end(ListenerTls tls) {
        return tls.certificate().getNotAfter().toInstant();
    }

    private static boolean isRefusal(Meter.Id request) {
        return Optional.ofNullable(request.getTag("status"))
                .filter(status -> status.compareTo(FIRST_REFUSAL) >= 0)
                .isPresent();
    }
}
