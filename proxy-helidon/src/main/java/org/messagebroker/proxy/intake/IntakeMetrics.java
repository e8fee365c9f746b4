package org.messagebroker.proxy.intake;

import io.micrometer.core.instrument.Counter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.messagebroker.service.Metrics;

/** Counts what became of messages; every reason is there from the start, at zero. Thread-safe. */
final class IntakeMetrics {

    private final Counter enqueued;
    private final Counter replayed;
    private final Map<Reason, Counter> failed;

    IntakeMetrics(Metrics metrics) {
        enqueued = metrics.counter("proxy_messages_enqueued_total", "Messages that are durable in the queue");
        replayed = metrics.counter(
                "proxy_messages_replayed_total", "Requests answered with their first result, by their idempotency key");
        failed = Arrays.stream(Reason.values())
                .collect(Collectors.toMap(Function.identity(), reason -> failed(metrics, reason)));
    }

    void enqueued() {
        enqueued.increment();
    }

    void replayed() {
        replayed.increment();
    }

    void failed(Reason reason) {
        Objects.requireNonNull(failed.get(reason)).increment();
    }

    private static Counter failed(Metrics metrics, Reason reason) {
        return metrics.counter(
                "proxy_messages_failed_total",
                "Valid messages that were not confirmed as enqueued",
                "reason",
                reason.name().toLowerCase(Locale.ROOT));
    }

    /** Why a valid message was not confirmed. */
    enum Reason {
        QUEUE_REFUSED,
        QUEUE_UNKNOWN,
        KEY_CONFLICT,
        NONCE_USED,
        OUTSIDE_WINDOW,
        RATE_EXCEEDED
    }
}
