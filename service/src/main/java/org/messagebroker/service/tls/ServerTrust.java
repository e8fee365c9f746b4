package org.messagebroker.service.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.messagebroker.service.Problem;

/**
 * Judges the server's certificate in the handshake: what Java checks of any server's (chain, dates, use, name), and that it is
 * strong enough and one of a server by its SPIFFE id. A proxy's certificate is good for answering too; its holder must not
 * pose as the server.
 */
final class ServerTrust extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager authorities;

    /** @param authorities Java's own check against the trusted authorities */
    ServerTrust(X509ExtendedTrustManager authorities) {
        this.authorities = authorities;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType) throws CertificateException {
        authorities.checkServerTrusted(chain, keyType);
        requireServer(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType, Socket socket) throws CertificateException {
        authorities.checkServerTrusted(chain, keyType, socket);
        requireServer(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
            throws CertificateException {
        authorities.checkServerTrusted(chain, keyType, engine);
        requireServer(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType) throws CertificateException {
        throw new CertificateException("this side makes connections and accepts none");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType, Socket socket) throws CertificateException {
        checkClientTrusted(chain, keyType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, keyType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }

    private static void requireServer(X509Certificate[] chain) throws CertificateException {
        for (X509Certificate certificate : chain) {
            Optional<String> fault = CertificateStrength.fault(certificate);
            if (fault.isPresent()) {
                throw new CertificateException(fault.get());
            }
        }
        if (!isServer(chain[0])) {
            throw new CertificateException("the certificate that answers is not one of a server");
        }
    }

    private static boolean isServer(X509Certificate leaf) {
        try {
            return Peer.of(leaf).role() == Peer.Role.SERVER;
        } catch (Problem noIdentity) {
            return false;
        }
    }
}
