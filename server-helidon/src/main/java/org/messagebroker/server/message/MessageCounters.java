package org.messagebroker.server.message;

import io.micrometer.core.instrument.Counter;
import java.util.Collection;
import org.messagebroker.server.message.MessageStore.Stored;
import org.messagebroker.service.Metrics;

/** What is counted for Prometheus, after the commit. */
final class MessageCounters {

    private final Counter registered;
    private final Counter delivered;
    private final Counter repeated;
    private final Counter failed;
    private final Counter forged;
    private final Counter expired;

    MessageCounters(Metrics metrics) {
        this.registered = counter(metrics, "registered", "Messages announced by a proxy before their delivery");
        this.delivered = counter(metrics, "delivered", "Messages stored");
        this.repeated =
                counter(metrics, "repeated", "Messages delivered again though stored already; none is stored twice");
        this.failed = counter(metrics, "failed", "Messages given up by workers and kept as dead letters");
        this.forged = counter(metrics, "forged", "Messages in the queue that no proxy has sealed; none is stored");
        this.expired = counter(
                metrics, "expired", "Messages delivered when they were older than what is kept; none is stored");
    }

    private static Counter counter(Metrics metrics, String what, String help) {
        return metrics.counter("main_server_messages_" + what + "_total", help);
    }

    void registered(int count) {
        registered.increment(count);
    }

    void delivered(Collection<Stored> outcomes) {
        delivered.increment(outcomes.stream()
                .filter(outcome -> outcome == Stored.NEW || outcome == Stored.UPGRADED)
                .count());
        repeated.increment(
                outcomes.stream().filter(outcome -> outcome == Stored.DUPLICATE).count());
        expired.increment(
                outcomes.stream().filter(outcome -> outcome == Stored.EXPIRED).count());
    }

    void forged() {
        forged.increment();
    }

    void failed(int count) {
        failed.increment(count);
    }
}
