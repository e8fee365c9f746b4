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
