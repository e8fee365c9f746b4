package org.messagebroker.service.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Judges client certificates in the handshake: a whole chain to one of our authorities, meant for a client, strong enough.
 * Only the leaf's dates are left to the request, so that its owner can be told; {@link Peer#requireValidAt} checks them.
 */
final class ClientTrust extends X509ExtendedTrustManager {

    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    private final InstantSource clock;
    private volatile List<X509Certificate> authorities;

    ClientTrust(List<X509Certificate> authorities, InstantSource clock) {
        this.authorities = List.copyOf(authorities);
        this.clock = clock;
    }

    void replace(List<X509Certificate> with) {
        authorities = List.copyOf(with);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType) throws CertificateException {
        if (chain.length == 0) {
            throw new CertificateException("no certificate");
        }
        X509Certificate leaf = chain[0];
        refuse(useFault(leaf));
        var _ = TrustedChain.of(leaf, List.of(chain), authorities, nearestValid(leaf));
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
    public void checkServerTrusted(X509Certificate[] chain, String keyType) throws CertificateException {
        throw new CertificateException("this side accepts connections and makes none");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType, Socket socket) throws CertificateException {
        checkServerTrusted(chain, keyType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, keyType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.toArray(X509Certificate[]::new);
    }

    /** Now, or the end of the leaf's validity that is nearest to now. */
    private Instant nearestValid(X509Certificate leaf) {
        Instant now = clock.instant();
        Instant begin = leaf.getNotBefore().toInstant();
        Instant end = leaf.getNotAfter().toInstant();
        if (now.isBefore(begin)) {
            return begin;
        }
        return now.isAfter(end) ? end : now;
    }

    private static Optional<String> useFault(X509Certificate leaf) throws CertificateException {
        if (leaf.getBasicConstraints() >= 0) {
            return Optional.of("an authority's certificate, not a client's");
        }
        List<String> uses = Optional.ofNullable(leaf.getExtendedKeyUsage()).orElse(List.of());
        boolean signs =
                Optional.ofNullable(leaf.getKeyUsage()).map(usage -> usage[0]).orElse(true);
        return uses.contains(CLIENT_AUTH) && signs
                ? Optional.empty()
                : Optional.of("not meant for a client (key usage)");
    }

    private static void refuse(Optional<String> fault) throws CertificateException {
        if (fault.isPresent()) {
            throw new CertificateException(fault.get());
        }
    }
}
