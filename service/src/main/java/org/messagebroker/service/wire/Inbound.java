package org.messagebroker.service.wire;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bytes that come in on one connection, read under a deadline. Used by the connection's own thread only. */
final class Inbound {

    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);
    private static final byte[] NOTHING = {};

    /** How long, and how much, is read on after a refusal: closing on unread bytes would tear the answer away. */
    private static final Duration LINGER = Duration.ofMillis(250);

    private static final int LINGER_BYTES = 256 * 1024;

    private final ConnectionContext connection;
    private final Limits limits;
    private final Watchdog watchdog;
    private Optional<Deadline> deadline = Optional.empty();
    private byte[] pending = NOTHING;
    private int from;
    private long bodyUntil;

    Inbound(ConnectionContext connection, Limits limits, Watchdog watchdog) {
        this.connection = connection;
        this.limits = limits;
        this.watchdog = watchdog;
    }

    SocketAddress peer() {
        return connection.remotePeer().address();
    }

    /** The next request's head, whole. */
    byte[] takeHead() throws Refusal {
        if (isEmpty()) {
            deadline.ifPresent(wait -> wait.within(limits.idleTimeout(), "without a request"));
            fill();
        }
        long until = System.nanoTime() + limits.headerTimeout().toNanos();
        HeadEnd end = new HeadEnd(limits);
        int length = end.find(pending, from, pending.length);
        while (length < 0) {
            deadline.ifPresent(wait -> wait.until(until, "with a request's header"));
            fill();
            length = end.find(pending, from, pending.length);
        }
        bodyUntil = System.nanoTime() + limits.bodyTimeout().toNanos();
        return take(length);
    }

    /** The next bytes of the body, at least one. */
    byte[] take(Body body) throws Refusal {
        if (isEmpty()) {
            deadline.ifPresent(wait -> wait.until(bodyUntil, "with a request's body"));
            fill();
        }
        return take(body.follow(pending, from, pending.length));
    }

    /** From now on the other side is expected to read an answer. */
    void expectReading() {
        deadline.ifPresent(wait -> wait.within(limits.writeTimeout(), "in reading an answer"));
    }

    /** Nothing is expected of the other side. */
    void met() {
        deadline.ifPresent(Deadline::met);
    }

    /** Reads on for a moment after the last answer, to let it arrive. */
    void linger() {
        long until = System.nanoTime() + LINGER.toNanos();
        pending = NOTHING;
        from = 0;
        try {
            while (pending.length < LINGER_BYTES) {
                deadline.ifPresent(wait -> wait.until(until, "after it was refused"));
                fill();
            }
        } catch (CloseConnectionException gone) {
            LOG.trace("the other side has gone", gone);
        }
    }

    private boolean isEmpty() {
        return from == pending.length;
    }

    private byte[] take(int length) {
        byte[] taken =
                from == 0 && length == pending.length ? pending : Arrays.copyOfRange(pending, from, from + length);
        from += length;
        return taken;
    }

    /** Waits for at least one more byte. */
    private void fill() {
        byte[] more = receive();
        if (isEmpty()) {
            pending = more;
        } else {
            byte[] joined = Arrays.copyOfRange(pending, from, pending.length + more.length);
            System.arraycopy(more, 0, joined, pending.length - from, more.length);
            pending = joined;
        }
        from = 0;
        met();
    }

    private byte[] receive() {
        try {
            byte[] more = NOTHING;
            while (more.length == 0) {
                more = Optional.ofNullable(connection.serverSocket().get())
                        .orElseThrow(() -> new CloseConnectionException("the other side has closed"));
            }
            recognise();
            return more;
        } catch (UncheckedIOException e) {
            throw broken(e);
        }
    }

    /** With the first bytes the handshake is over, and the connection is known by its address. */
    private void recognise() {
        if (deadline.isEmpty()) {
            deadline = watchdog.of(peer());
            if (deadline.isEmpty()) {
                throw new CloseConnectionException("nobody watches this connection");
            }
        }
    }

    private CloseConnectionException broken(UncheckedIOException e) {
        if (e.getCause() instanceof SSLException tls && deadline.isEmpty()) {
            LOG.info("handshake with {} refused: {}", peer(), HandshakeFault.of(tls));
        }
        return new CloseConnectionException("the connection is broken", e);
    }
}
