package org.messagebroker.service.wire;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.service.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection's requests, handed to Helidon only as far as they are valid: a head when it is whole, a body as its bytes
 * prove to belong to it, and the next request never before the one before has ended. Every wait has its deadline. What is
 * refused is answered here, and the connection ends. Used by the connection's own thread only.
 */
final class Conversation implements Supplier<byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final ConnectionContext connection;
    private final Limits limits;
    private final Consumer<ErrorCode> refused;
    private final Inbound inbound;
    private Body body = new Body.None();
    private Optional<RequestHead> unclaimed = Optional.empty();
    private boolean answered;
    private boolean ending;
    private boolean over;

    Conversation(ConnectionContext connection, Limits limits, Watchdog watchdog, Consumer<ErrorCode> refused) {
        this.connection = connection;
        this.limits = limits;
        this.refused = refused;
        this.inbound = new Inbound(connection, limits, watchdog);
    }

    /** The next valid bytes. */
    @Override
    public byte[] get() {
        if (over) {
            throw new CloseConnectionException("the connection has been refused");
        }
        try {
            return body.isComplete() ? head() : inbound.take(body);
        } catch (Refusal refusal) {
            throw refuse(refusal);
        }
    }

    /**
     * Helidon has read the line of a request.
     *
     * @throws CloseConnectionException if it is not the line of the head just handed over: then bytes of a body are being
     *     taken for a request
     */
    void claim(HttpPrologue prologue) {
        boolean same = unclaimed
                .filter(head -> head.method().equals(prologue.method().text()))
                .filter(head -> head.path().equals(prologue.uriPath().rawPath()))
                .isPresent();
        if (!same) {
            LOG.warn("connection of {} closed: left-over bytes of a body", inbound.peer());
            throw new CloseConnectionException("left-over bytes of a body");
        }
        unclaimed = Optional.empty();
    }

    /** An answer goes out; it may say that it is the connection's last. */
    void answering(boolean last) {
        answered = true;
        ending |= last;
    }

    /** Something is about to be written. */
    void beforeWrite() {
        if (over) {
            throw new CloseConnectionException("the connection has been refused");
        }
        inbound.expectReading();
    }

    /** It has been written. */
    void afterWrite() {
        inbound.met();
    }

    private byte[] head() throws Refusal {
        if (ending) {
            throw new CloseConnectionException("the last request of the connection has been answered");
        }
        answered = false;
        RequestId.begin();
        byte[] head = inbound.takeHead();
        RequestHead request = RequestHead.parse(head, 0, head.length);
        body = Body.of(request.framing(), limits.maxBodyBytes());
        unclaimed = Optional.of(request);
        ending = request.lastOfConnection();
        return head;
    }

    private CloseConnectionException refuse(Refusal refusal) {
        over = true;
        if (!answered) {
            answer(refusal);
        }
        return new CloseConnectionException("refused: " + refusal.told());
    }

    private void answer(Refusal refusal) {
        LOG.info("request of {} refused: {}", inbound.peer(), refusal.told());
        refused.accept(refusal.code());
        BufferData bytes = RefusalAnswer.of(refusal);
        inbound.expectReading();
        connection.dataWriter().writeNow(bytes);
        inbound.linger();
    }
}
