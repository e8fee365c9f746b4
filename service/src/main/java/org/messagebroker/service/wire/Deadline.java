package org.messagebroker.service.wire;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Until when the other side of one connection must have done its part. One thread sets it, the {@link Watchdog} looks at
 * it; when it has passed, the channel is closed, which wakes the thread that waits on it.
 */
final class Deadline {

    private static final Logger LOG = LoggerFactory.getLogger(Deadline.class);
    private static final Wait NONE = new Wait(Long.MAX_VALUE, "");

    private final SocketChannel channel;
    private final SocketAddress peer;
    private volatile Wait wait = NONE;

    /** A wait, and what for. */
    private record Wait(long until, String what) {}

    Deadline(SocketChannel channel, SocketAddress peer) {
        this.channel = channel;
        this.peer = peer;
    }

    /** From now on the other side is waited for, until this {@link System#nanoTime()}. */
    void until(long nanoTime, String what) {
        wait = new Wait(nanoTime, what);
    }

    /** From now on the other side is waited for, for so long. */
    void within(Duration time, String what) {
        until(System.nanoTime() + time.toNanos(), what);
    }

    /** The other side has done its part. */
    void met() {
        wait = NONE;
    }

    /** Looks; false once the connection needs no more looking after. */
    boolean check(long now) {
        Wait current = wait;
        if (channel.isOpen() && current.until() != Long.MAX_VALUE && current.until() - now < 0) {
            LOG.info("connection of {} closed: too long {}", peer, current.what());
            close();
        }
        return channel.isOpen();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing a connection of {} failed", peer, e);
        }
    }
}
