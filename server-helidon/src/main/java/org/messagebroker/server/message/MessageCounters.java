package org.messagebroker.server.message;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import java.util.Collection;
import org.messagebroker.server.message.MessageStore.Stored;

/** What is counted for Prometheus, after the commit. */
final class MessageCounters {

    private final Counter registered;
    private final Counter delivered;
    private final Counter failed;

    MessageCounters(MeterRegistry registry) {
        this.registered = counter(registry, "registered", "Messages announced by a proxy before their delivery");
        this.delivered = counter(registry, "delivered", "Messages stored");
        this.failed = counter(registry, "failed", "Messages given up by workers and kept as dead letters");
    }

    private static Counter counter(MeterRegistry registry, String what, String description) {
        return registry.getOrCreate(
                Counter.builder("main_server_messages_" + what + "_total").description(description));
    }

    void registered(int count) {
        registered.increment(count);
    }

    void delivered(Collection<Stored> outcomes) {
        delivered.increment(outcomes.stream()
                .filter(outcome -> outcome == Stored.NEW || outcome == Stored.UPGRADED)
                .count());
    }

    void failed(int count) {
        failed.increment(count);
    }
}
