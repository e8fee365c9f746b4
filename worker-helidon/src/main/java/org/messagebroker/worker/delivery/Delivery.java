package org.messagebroker.worker.delivery;

import java.time.Duration;
import java.util.List;
import org.messagebroker.queue.MessageConsumer;
import org.messagebroker.queue.MessageConsumer.Taken;
import org.messagebroker.queue.QueueUnavailableException;
import org.messagebroker.worker.delivery.Server.GivenUp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One batch: from the queue's hand to the server's answer, and back to the queue with what that answer means. */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** For messages whose call failed: nothing is wrong with them, and the breaker keeps them until the server is back. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final DeliveryConfig config;
    private final MessageConsumer queue;
    private final Server server;
    private final Breaker breaker;
    private final DeliveryMetrics metrics;
    private final ProgressReports reports;

    Delivery(DeliveryConfig config, MessageConsumer queue, Server server, Breaker breaker, DeliveryMetrics metrics) {
        this.config = config;
        this.queue = queue;
        this.server = server;
        this.breaker = breaker;
        this.metrics = metrics;
        this.reports = new ProgressReports(server);
    }

    /**
     * Delivers the messages and tells the breaker how the call went. When it throws, the messages are back in the queue,
     * or will be by the end of the lease.
     */
    void deliver(List<Taken> batch) {
        try (var _ = metrics.hold(batch)) {
            act(batch, metrics.timed(() -> server.deliver(batch)));
        } catch (RuntimeException failure) {
            giveBack(batch, failure);
            throw failure;
        }
    }

    private void act(List<Taken> batch, CallResult result) {
        switch (result) {
            case CallResult.Failed(String reason) -> callFailed(batch, reason);
            case CallResult.Answered answered ->
                settle(Settlement.of(batch, answered.outcomes(), config.maxAttempts()));
        }
    }

    private void callFailed(List<Taken> batch, String reason) {
        LOG.warn("The server did not take {} messages, they stay queued: {}", batch.size(), reason);
        breaker.failed();
        metrics.putBack(batch.size());
        queue.retryLater(batch, SOON, false);
    }

    private void settle(Settlement settlement) {
        metrics.settled(settlement);
        if (settlement.unanswered().isEmpty()) {
            breaker.succeeded();
        } else {
            LOG.warn(
                    "The server left out {} messages of its answer",
                    settlement.unanswered().size());
            breaker.failed();
        }
        queue.remove(settlement.stored());
        queue.retryLater(settlement.waiting(), config.retryInterval(), true);
        queue.retryLater(settlement.unanswered(), SOON, false);
        reports.send(settlement.waiting());
        giveUp(settlement.givenUp());
    }

    /** Only what the server has as a dead letter may leave the queue. */
    private void giveUp(List<GivenUp> messages) {
        if (messages.isEmpty()) {
            return;
        }
        List<Taken> taken = messages.stream().map(GivenUp::message).toList();
        if (server.giveUp(messages)) {
            messages.forEach(
                    each -> LOG.error("Gave up message {}: {}", each.message().id(), each.reason()));
            queue.remove(taken);
            metrics.givenUp(messages);
        } else {
            LOG.warn("The server did not take {} dead letters, they stay queued", messages.size());
            queue.retryLater(taken, config.retryInterval(), false);
        }
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
