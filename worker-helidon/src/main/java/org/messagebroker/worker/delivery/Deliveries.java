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

    /** A server that has not answered by then is slow, and other workers may find another one. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Breaker breaker = new Breaker();
    private final MessageConsumer queue;
    private final ServerWatch watch;
    private final Thread watching;
    private final List<Thread> lanes;
    private final Duration grace;
    private volatile boolean stopping;

    private Deliveries(
            DeliveryConfig config, MessageConsumer queue, Server server, DeliveryMetrics metrics, Duration grace) {
        this.grace = grace;
        this.queue = queue;
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

    /**
     * Takes nothing more and waits for the batches under way. What is not done in a moment goes back to the queue, so that
     * no message waits for the end of a call; if the server stores it all the same, the next worker is told so.
     */
    @Override
    public void close() {
        stopping = true;
        watching.interrupt();
        long start = System.nanoTime();
        if (!finish(start + Math.min(PATIENCE.toNanos(), grace.toNanos()))) {
            queue.giveBack();
        }
        if (!finish(start + grace.toNanos())) {
            lanes.forEach(Thread::interrupt);
        }
    }

    /** Whether all lanes have ended by then. */
    private boolean finish(long end) {
        return lanes.stream().allMatch(lane -> finish(lane, Duration.ofNanos(Math.max(1, end - System.nanoTime()))));
    }

    private static boolean finish(Thread lane, Duration longest) {
        try {
            return lane.join(longest);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
