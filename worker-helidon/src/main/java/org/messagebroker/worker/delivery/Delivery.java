package org.messagebroker.worker.delivery;

import java.time.Duration;
import java.util.List;
import org.messagebroker.queue.MessageConsumer;
import org.messagebroker.queue.MessageConsumer.Taken;
import org.messagebroker.queue.QueueUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One batch: from the queue's hand to the server's answer, and back to the queue with what that answer means. */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** For messages whose call failed: nothing is wrong with them, and the breaker keeps them until the server is back. */
    static final Duration SOON = Duration.ofSeconds(1);

    private final DeliveryConfig config;
    private final MessageConsumer queue;
    private final Server server;
    private final DeadLetters deadLetters;
    private final Breaker breaker;
    private final DeliveryMetrics metrics;
    private final ProgressReports reports;

    Delivery(DeliveryConfig config, MessageConsumer queue, Server server, Breaker breaker, DeliveryMetrics metrics) {
        this.config = config;
        this.queue = queue;
        this.server = server;
        this.deadLetters = new DeadLetters(config, queue, server, metrics);
        this.breaker = breaker;
        this.metrics = metrics;
        this.reports = new ProgressReports(server);
    }

    /**
     * Delivers the messages and tells the breaker how that went. When it throws, the messages are back in the queue, or
     * will be by the end of the lease.
     */
    void deliver(List<Taken> batch) {
        try (var _ = metrics.hold(batch)) {
            Handover handover = Handover.of(batch, Taken::id, part -> metrics.timed(() -> server.deliver(part)));
            Settlement settlement = Settlement.of(batch, handover, config.maxAttempts());
            tell(handover, settlement);
            settle(settlement);
        } catch (RuntimeException failure) {
            giveBack(batch, failure);
            throw failure;
        }
    }

    private void tell(Handover handover, Settlement settlement) {
        handover.refused()
                .forEach((id, reason) -> LOG.error("The server refuses message {}, it stays queued: {}", id, reason));
        int unanswered = settlement.unanswered().size();
        if (unanswered > 0) {
            String reason = handover.failure().orElse("it left them out of its answer");
            LOG.warn("The server did not take {} messages, they stay queued: {}", unanswered, reason);
        }
        if (handover.outcomes().isEmpty() || unanswered > 0) {
            breaker.failed();
        } else {
            breaker.succeeded();
        }
    }

    private void settle(Settlement settlement) {
        metrics.settled(settlement);
        queue.remove(settlement.stored());
        queue.retryLater(settlement.waiting(), each -> config.retry().after(each.attempts() + 1), true);
        queue.retryLater(settlement.refused(), config.retryInterval(), false);
        queue.retryLater(settlement.unanswered(), SOON, false);
        reports.send(settlement.waiting());
        deadLetters.handOver(settlement.givenUp());
    }

    private void giveBack(List<Taken> batch, RuntimeException failure) {
        breaker.failed();
        try {
            queue.retryLater(batch, SOON, false);
        } catch (QueueUnavailableException unavailable) {
            failure.addSuppressed(unavailable);
        }
    }
}
