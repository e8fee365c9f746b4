package org.messagebroker.service.tls;

import java.security.cert.Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.messagebroker.api.TlsSettings;
import org.messagebroker.service.Problem;

/**
 * A handshake that has succeeded, a resumed session's too.
 *
 * @param offered what the listener offered when it began
 * @param protocol such as {@code TLSv1.3}
 * @param cipher the suite
 * @param peer the verified other side; empty without certificate, or with one that carries no identity of ours
 */
public record Handshake(TlsSettings offered, String protocol, String cipher, Optional<Peer> peer) {

    private static final ThreadLocal<Handshake> LAST = new ThreadLocal<>();

    /** That of the connection whose request this thread handles: each connection has a thread of its own. */
    public static Optional<Handshake> current() {
        return Optional.ofNullable(LAST.get());
    }

    void remember() {
        LAST.set(this);
    }

    static Handshake of(TlsSettings offered, SSLSession session) {
        return new Handshake(offered, session.getProtocol(), session.getCipherSuite(), peer(session));
    }

    private static Optional<Peer> peer(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return Optional.of(Peer.of(chain[0]));
        } catch (SSLPeerUnverifiedException | Problem nobodyKnown) {
            return Optional.empty();
        }
    }
}
