package org.messagebroker.worker.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.messagebroker.queue.MessageConsumer.Taken;
import org.messagebroker.service.Metrics;

/** Counts and times deliveries, under the names that dashboards know. Thread-safe. */
final class DeliveryMetrics {

    private final Counter processed;
    private final Counter delivered;
    private final Counter rejected;
    private final Counter spent;
    private final Counter retried;
    private final Timer calls;
    private final Timer waits;
    private final AtomicInteger activeLanes = new AtomicInteger();
    private final AtomicInteger inHand = new AtomicInteger();
    private final InstantSource clock;

    DeliveryMetrics(Metrics metrics, InstantSource clock) {
        this.clock = clock;
        processed = metrics.counter("worker_messages_processed_total", "Messages about which the server answered");
        delivered = metrics.counter("worker_messages_delivered_total", "Messages that the server has stored");
        rejected = failures(metrics, "rejected");
        spent = failures(metrics, "attempts_spent");
        retried = metrics.counter("worker_messages_retried_total", "Messages put back to be tried again");
        calls = metrics.timer("worker_delivery_duration_seconds", "Calls that hand a batch to the server");
        waits = metrics.timer("worker_queue_wait_seconds", "From acceptance to the first attempt");
        metrics.gauge("worker_active_workers", "Lanes that deliver right now", activeLanes::get);
        metrics.gauge("worker_processing_messages", "Messages in hand", inHand::get);
    }

    private static Counter failures(Metrics metrics, String reason) {
        return metrics.counter("worker_messages_failed_total", "Messages given up", "reason", reason);
    }

    /** Counts a batch as in hand until closed. */
    Hold hold(List<Taken> batch) {
        activeLanes.incrementAndGet();
        inHand.addAndGet(batch.size());
        batch.stream().filter(each -> each.attempts() == 0).forEach(this::waited);
        return () -> {
            activeLanes.decrementAndGet();
            inHand.addAndGet(-batch.size());
        };
    }

    private void waited(Taken message) {
        Duration wait = Duration.between(message.envelope().acceptedAt(), clock.instant());
        waits.record(wait.isNegative() ? Duration.ZERO : wait);
    }

    CallResult timed(Supplier<CallResult> call) {
        long start = System.nanoTime();
        try {
            return call.get();
        } finally {
            calls.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    void settled(Settlement settlement) {
        processed.increment(settlement.stored().size()
                + settlement.waiting().size()
                + settlement.givenUp().size());
        delivered.increment(settlement.stored().size());
        retried.increment(settlement.waiting().size()
                + settlement.refused().size()
                + settlement.unanswered().size());
    }

    void givenUp(List<Server.GivenUp> messages) {
        messages.forEach(each -> (each.rejected() ? rejected : spent).increment());
    }

    /** Ends what it began. */
    @FunctionalInterface
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }
}
