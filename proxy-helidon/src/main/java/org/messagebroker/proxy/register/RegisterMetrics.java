package org.messagebroker.proxy.register;

import io.micrometer.core.instrument.Counter;
import org.messagebroker.service.Metrics;

/** Counts what became of registrations. Thread-safe. */
final class RegisterMetrics {

    private final Counter registered;
    private final Counter full;
    private final Counter away;

    RegisterMetrics(Metrics metrics) {
        registered = metrics.counter("proxy_registrations_total", "Messages made visible at the server early");
        full = dropped(metrics, "full");
        away = dropped(metrics, "server");
    }

    void registered(int messages) {
        registered.increment(messages);
    }

    void droppedAsFull() {
        full.increment();
    }

    void droppedAsAway(int messages) {
        away.increment(messages);
    }

    private static Counter dropped(Metrics metrics, String reason) {
        return metrics.counter(
                "proxy_registrations_dropped_total",
                "Messages not made visible early; they are delivered all the same",
                "reason",
                reason);
    }
}
