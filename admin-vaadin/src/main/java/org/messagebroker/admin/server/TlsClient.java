package org.messagebroker.admin.server;

import java.util.List;
import java.util.Locale;
import org.messagebroker.api.TlsChange;
import org.messagebroker.api.TlsConfirmation;
import org.messagebroker.api.TlsStatus;
import org.messagebroker.api.TlsStatus.ListenerView;
import org.messagebroker.api.TlsStatus.Trial;
import org.messagebroker.api.TlsStatus.Use;
import org.springframework.stereotype.Component;

/** What the listeners offer in the handshake: {@code /admin/tls}. Thread-safe. */
@Component
public final class TlsClient {

    private final ServerCalls server;
    private final ServerConnection connection;

    TlsClient(ServerCalls server, ServerConnection connection) {
        this.server = server;
        this.connection = connection;
    }

    /** What is offered, and what was negotiated lately. */
    public Answer<TlsStatus> status(PortalSession session) {
        return server.get(session, Uri.of("/admin/tls/status"), TlsStatus.class);
    }

    /** Who could not connect any more. */
    public Answer<List<Use>> preview(PortalSession session, String listener, TlsChange change) {
        Uri uri = Uri.of("/admin/tls/preview")
                .with("listener", listener)
                .with("protocols", change.protocols().map(names -> String.join(",", names)))
                .with("ciphers", change.ciphers().map(names -> String.join(",", names)))
                .with("client_auth", change.clientAuth().map(auth -> auth.name().toLowerCase(Locale.ROOT)));
        return server.get(session, uri, Use[].class).map(List::of);
    }

    /** Puts a change on trial. */
    public Answer<Trial> change(PortalSession session, String listener, TlsChange change) {
        return server.put(session, Uri.of("/admin/tls/{listener}", listener), change, Trial.class);
    }

    /** Keeps what is on trial; asked over a new connection, which proves that one can be made. */
    public Answer<ListenerView> confirm(PortalSession session, String listener, TlsConfirmation confirmation) {
        connection.reconnect();
        return server.post(
                session, Uri.of("/admin/tls/{listener}/confirm", listener), confirmation, ListenerView.class);
    }
}
