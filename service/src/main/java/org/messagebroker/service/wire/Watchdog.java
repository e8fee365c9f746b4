package org.messagebroker.service.wire;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes connections of one listener whose other side is too slow: in the handshake, with a header, a body, a next request
 * or in reading an answer. Helidon has no such time-outs. Thread-safe.
 */
final class Watchdog implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(100);

    private final Map<SocketAddress, Deadline> watched = new ConcurrentHashMap<>();
    private final Thread sweeper = Thread.ofPlatform().daemon().name("watchdog").unstarted(this::sweep);
    private final Duration handshake;

    Watchdog(Duration handshake) {
        this.handshake = handshake;
        sweeper.start();
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
        sweeper.interrupt();
    }

    private void sweep() {
        try {
            while (true) {
                Thread.sleep(PERIOD);
                long now = System.nanoTime();
                watched.values().removeIf(deadline -> !deadline.check(now));
            }
        } catch (InterruptedException closed) {
            watched.values().forEach(Deadline::close);
        }
    }
}
