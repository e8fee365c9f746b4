package org.messagebroker.service.wire;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** A connection as Helidon sees it: reading and writing go through its {@link Conversation}. */
final class StrictContext implements ConnectionContext {

    private final ConnectionContext connection;
    private final Conversation conversation;
    private final DataReader reader;
    private final DataWriter writer;

    StrictContext(ConnectionContext connection, Conversation conversation) {
        this.connection = connection;
        this.conversation = conversation;
        this.reader = DataReader.create(conversation);
        this.writer = new Writer(connection.dataWriter(), conversation);
    }

    Conversation conversation() {
        return conversation;
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public DataWriter dataWriter() {
        return writer;
    }

    @Override
    public ListenerContext listenerContext() {
        return connection.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return connection.executor();
    }

    @Override
    public Router router() {
        return connection.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return connection.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return connection.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return connection.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return connection.localPeer();
    }

    @Override
    public boolean isSecure() {
        return connection.isSecure();
    }

    @Override
    public String socketId() {
        return connection.socketId();
    }

    @Override
    public String childSocketId() {
        return connection.childSocketId();
    }

    /** Writes under the deadline of the conversation. */
    private record Writer(DataWriter out, Conversation conversation) implements DataWriter {

        @Override
        public void write(BufferData... buffers) {
            watched(() -> out.write(buffers));
        }

        @Override
        public void write(BufferData buffer) {
            watched(() -> out.write(buffer));
        }

        @Override
        public void writeNow(BufferData... buffers) {
            watched(() -> out.writeNow(buffers));
        }

        @Override
        public void writeNow(BufferData buffer) {
            watched(() -> out.writeNow(buffer));
        }

        @Override
        public void flush() {
            watched(out::flush);
        }

        private void watched(Runnable write) {
            conversation.beforeWrite();
            write.run();
            conversation.afterWrite();
        }
    }
}
