package org.messagebroker.proxy.health;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.messagebroker.queue.MessageQueue;
import org.messagebroker.queue.QueueDepth;
import org.messagebroker.queue.QueueHealth;
import org.messagebroker.queue.QueueUnavailableException;
import org.messagebroker.queue.Shards;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.Readiness;

/** Watches the queue for health, readiness and metrics. Thread-safe. */
public final class QueueProbe implements Readiness, AutoCloseable {

    private static final Seen UNSEEN =
            new Seen(new QueueHealth(List.of("Redis could not be looked at")), Optional.empty(), List.of());

    private final Probe<Seen> probe;

    private QueueProbe(Probe<Seen> probe) {
        this.probe = probe;
    }

    /** Begins to watch. */
    public static QueueProbe start(MessageQueue queue, Shards shards, Duration interval, Metrics metrics) {
        QueueProbe probe = new QueueProbe(Probe.start("queue-probe", UNSEEN, interval, () -> look(queue)));
        probe.gauge(metrics, "redis_queue_size", "Messages not yet delivered", QueueDepth::messages);
        probe.gauge(
                metrics,
                "redis_queue_oldest_seconds",
                "How long the oldest message has waited",
                depth -> depth.oldest().toMillis() / 1000.0);
        probe.gauge(metrics, "redis_queue_quarantined", "Messages set aside as unreadable", QueueDepth::quarantined);
        for (int shard = 0; shard < shards.count(); shard++) {
            probe.gauge(metrics, shard);
        }
        return probe;
    }

    /** Whether a message would be accepted. */
    boolean isUp() {
        return probe.latest().health().isUp();
    }

    /** What waited when it was last seen; empty when Redis could not be asked. */
    public Optional<QueueDepth> depth() {
        return probe.latest().depth();
    }

    @Override
    public Optional<String> fault() {
        return probe.latest().health().faults().stream().findFirst();
    }

    private void gauge(Metrics metrics, String name, String help, ToDoubleFunction<QueueDepth> value) {
        metrics.gauge(
                name,
                help,
                () -> probe.latest().depth().map(value::applyAsDouble).orElse(Double.NaN));
    }

    /** One that is far deeper than the others shows a client that sends more than the rest, or a flusher that is stuck. */
    private void gauge(Metrics metrics, int shard) {
        metrics.gauge(
                "redis_shard_queue_size",
                "Messages not yet delivered, of each part of the queue",
                () -> probe.latest().shards().stream()
                        .skip(shard)
                        .map(depth -> (double) depth.messages())
                        .findFirst()
                        .orElse(Double.NaN),
                "shard",
                Integer.toString(shard));
    }

    private static Seen look(MessageQueue queue) {
        QueueHealth health = queue.health();
        try {
            return new Seen(health, Optional.of(queue.depth()), queue.depths());
        } catch (QueueUnavailableException e) {
            return new Seen(health, Optional.empty(), List.of());
        }
    }

    @Override
    public void close() {
        probe.close();
    }

    /** The queue at one moment; without depth when Redis could not be asked. */
    private record Seen(QueueHealth health, Optional<QueueDepth> depth, List<QueueDepth> shards) {}
}
