package org.messagebroker.worker.delivery;

import java.time.Duration;
import java.util.List;
import org.messagebroker.queue.MessageConsumer;
import org.messagebroker.queue.MessageConsumer.Taken;
import org.messagebroker.worker.delivery.Server.GivenUp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands messages that are given up to the server. Only what the server has as a dead letter leaves the queue. */
final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final DeliveryConfig config;
    private final MessageConsumer queue;
    private final Server server;
    private final DeliveryMetrics metrics;

    DeadLetters(DeliveryConfig config, MessageConsumer queue, Server server, DeliveryMetrics metrics) {
        this.config = config;
        this.queue = queue;
        this.server = server;
        this.metrics = metrics;
    }

    void handOver(List<GivenUp> messages) {
        if (!messages.isEmpty()) {
            settle(messages, Handover.of(messages, GivenUp::id, server::giveUp));
        }
    }

    private void settle(List<GivenUp> messages, Handover handover) {
        List<GivenUp> kept = messages.stream()
                .filter(each -> handover.outcomes().containsKey(each.id()))
                .toList();
        kept.forEach(each -> LOG.error("Gave up message {}: {}", each.id(), each.reason()));
        queue.remove(taken(kept));
        metrics.givenUp(kept);
        handover.refused().forEach((id, reason) -> LOG.error("The server refuses dead letter {}: {}", id, reason));
        handover.failure().ifPresent(reason -> LOG.warn("The server did not take all dead letters: {}", reason));
        stayQueued(messages, handover);
    }

    /** What was not tried because others were refused goes ahead of them, or they would be the first again. */
    private void stayQueued(List<GivenUp> messages, Handover handover) {
        Duration delay = handover.refused().isEmpty() ? config.retryInterval() : Delivery.SOON;
        List<GivenUp> refused = messages.stream()
                .filter(each -> handover.refused().containsKey(each.id()))
                .toList();
        List<GivenUp> rest = messages.stream()
                .filter(each -> !handover.outcomes().containsKey(each.id())
                        && !handover.refused().containsKey(each.id()))
                .toList();
        queue.retryLater(taken(refused), config.retryInterval(), false);
        queue.retryLater(taken(rest), delay, false);
    }

    private static List<Taken> taken(List<GivenUp> messages) {
        return messages.stream().map(GivenUp::message).toList();
    }
}
