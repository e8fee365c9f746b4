package org.messagebroker.proxy.intake;

import io.micrometer.core.instrument.Counter;
import org.messagebroker.service.Metrics;

/** Counts what became of messages. Thread-safe. */
final class IntakeMetrics {

    private final Counter enqueued;
    private final Counter refused;
    private final Counter unknown;

    IntakeMetrics(Metrics metrics) {
        enqueued = metrics.counter("proxy_messages_enqueued_total", "Messages that are durable in the queue");
        refused = failed(metrics, "queue_refused");
        unknown = failed(metrics, "queue_unknown");
    }

    void enqueued() {
        enqueued.increment();
    }

    void refused() {
        refused.increment();
    }

    void unknown() {
        unknown.increment();
    }

    private static Counter failed(Metrics metrics, String reason) {
        return metrics.counter(
                "proxy_messages_failed_total", "Valid messages that were not confirmed as enqueued", "reason", reason);
    }
}
