package org.messagebroker.worker.delivery;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.messagebroker.queue.MessageConsumer;
import org.messagebroker.service.Metrics;

/** Delivers in several lanes at once, in the background, until closed. Thread-safe. */
public final class Deliveries implements AutoCloseable {

    private final Breaker breaker = new Breaker();
    private final ServerWatch watch;
    private final Thread watching;
    private final List<Thread> lanes;
    private final Duration grace;
    private volatile boolean stopping;

    private Deliveries(
            DeliveryConfig config, MessageConsumer queue, Server server, DeliveryMetrics metrics, Duration grace) {
        this.grace = grace;
        watch = new ServerWatch(server, breaker);
        watching = Thread.ofVirtual().name("server-watch").unstarted(watch);
        Delivery delivery = new Delivery(config, queue, server, breaker, metrics);
        Lane lane = new Lane(config.batchSize(), queue, breaker, delivery, () -> stopping);
        lanes = IntStream.range(0, config.lanes())
                .mapToObj(i -> Thread.ofVirtual().name("lane-" + i).unstarted(lane))
                .toList();
    }

    /**
     * Starts delivering.
     *
     * @param grace how long {@link #close()} waits for calls under way
     */
    public static Deliveries start(
            DeliveryConfig config, MessageConsumer queue, Server server, Metrics metrics, Duration grace) {
        DeliveryMetrics counted = new DeliveryMetrics(metrics, InstantSource.system());
        Deliveries deliveries = new Deliveries(config, queue, server, counted, grace);
        deliveries.watching.start();
        deliveries.lanes.forEach(Thread::start);
        return deliveries;
    }

    /** What is wrong with the server; empty when it was up when last asked and calls to it succeed. */
    public Optional<String> serverFault() {
        if (!breaker.isClosed()) {
            return Optional.of("calls to the server fail; messages stay queued");
        }
        return watch.isUp() ? Optional.empty() : Optional.of("the server does not answer that it is up");
    }

    /** Takes nothing more and waits for the batches under way. */
    @Override
    public void close() {
        stopping = true;
        watching.interrupt();
        long end = System.nanoTime() + grace.toNanos();
        lanes.forEach(lane -> finish(lane, Duration.ofNanos(Math.max(1, end - System.nanoTime()))));
    }

    private static void finish(Thread lane, Duration longest) {
        try {
            if (!lane.join(longest)) {
                lane.interrupt();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
