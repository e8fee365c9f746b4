package org.messagebroker.service.wire;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections of one listener whose other side is too slow: in the handshake, with a header, a body, a next request
 * or in reading an answer. Helidon has no such time-outs. Thread-safe.
 */
final class Watchdog implements AutoCloseable {

    private static final long PERIOD_MILLIS = 100;

    private final Map<SocketAddress, Deadline> watched = new ConcurrentHashMap<>();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("watchdog").factory());
    private final Duration handshake;

    Watchdog(Duration handshake) {
        this.handshake = handshake;
        sweeper.scheduleWithFixedDelay(this::sweep, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Watches a connection just accepted. */
    void accepted(SocketChannel channel) throws IOException {
        SocketAddress peer = channel.getRemoteAddress();
        Deadline deadline = new Deadline(channel, peer);
        deadline.within(handshake, "with the first request");
        watched.put(peer, deadline);
    }

    /** The deadline of an accepted connection. */
    Optional<Deadline> of(SocketAddress peer) {
        return Optional.ofNullable(watched.get(peer));
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
    }

    private void sweep() {
        long now = System.nanoTime();
        watched.values().removeIf(deadline -> !deadline.check(now));
    }
}
