package org.messagebroker.service.wire;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.messagebroker.api.ErrorCode;

/**
 * Makes a Helidon listener strict: HTTP/1.1 only, framed without doubt, within the {@link Limits}, under deadlines.
 * Decision: docs/decisions/2026-11-23-strict-framing.md.
 */
public final class StrictListener implements AutoCloseable {

    private final Limits limits;
    private final Consumer<ErrorCode> refused;
    private final Watchdog watchdog;

    /**
     * Ready to be applied to one listener.
     *
     * @param refused told of each request that is refused before Helidon sees it
     */
    public StrictListener(Limits limits, Consumer<ErrorCode> refused) {
        this.limits = limits;
        this.refused = refused;
        this.watchdog = new Watchdog(limits.headerTimeout());
    }

    /** Sets up the listener. */
    public void apply(ListenerConfig.BuilderBase<?, ?> listener) {
        SocketOptions sockets = new WatchedSockets(watchdog);
        listener.protocolsDiscoverServices(false)
                .addConnectionSelector(new Selector())
                .connectionOptions(sockets)
                .maxPayloadSize(limits.maxBodyBytes())
                .maxTcpConnections(limits.maxConnections())
                .maxConcurrentRequests(limits.maxConcurrentRequests())
                .idleConnectionTimeout(limits.idleTimeout().multipliedBy(2));
    }

    @Override
    public void close() {
        watchdog.close();
    }

    private final class Selector implements ServerConnectionSelector {

        private final Http1ConnectionSelector http1 = Http1ConnectionSelector.builder()
                .config(Http1Config.builder()
                        .maxPrologueLength(limits.maxRequestLineBytes() + 2)
                        .maxHeadersSize(limits.maxHeaderBytes() * 2)
                        .receiveListeners(List.of(new Claims()))
                        .sendListeners(List.of(new AnswersSent()))
                        .buildPrototype())
                .build();

        @Override
        public int bytesToIdentifyConnection() {
            return 0;
        }

        @Override
        public Support supports(BufferData data) {
            return Support.SUPPORTED;
        }

        @Override
        public Set<String> supportedApplicationProtocols() {
            return Set.of("http/1.1");
        }

        @Override
        public ServerConnection connection(ConnectionContext connection) {
            Conversation conversation = new Conversation(connection, limits, watchdog, refused);
            return http1.connection(new StrictContext(connection, conversation));
        }
    }

    private static final class Claims implements Http1ConnectionListener {
        @Override
        public void prologue(ConnectionContext context, HttpPrologue prologue) {
            conversation(context).claim(prologue);
        }
    }

    private static final class AnswersSent implements Http1ConnectionListener {
        @Override
        public void headers(ConnectionContext context, Headers headers) {
            conversation(context).answering(headers.containsToken(HeaderValues.CONNECTION_CLOSE));
        }
    }

    private static Conversation conversation(ConnectionContext context) {
        if (context instanceof StrictContext strict) {
            return strict.conversation();
        }
        throw new IllegalStateException("a connection that is not strict");
    }
}
