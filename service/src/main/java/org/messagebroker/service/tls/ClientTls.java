package org.messagebroker.service.tls;

import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.messagebroker.service.StartException;

/**
 * The TLS of a connection that we make: we present our certificate, and who answers must be the one that the name says, with a
 * server's certificate.
 */
public final class ClientTls {

    private ClientTls() {}

    /**
     * Reads the files.
     *
     * @param trusted the authorities that the server's certificate must come from
     * @param verify whether the server's certificate and name are checked
     * @throws StartException when a file is missing, malformed or open to others
     */
    public static Tls of(Path certificate, Path key, List<X509Certificate> trusted, boolean verify) {
        OwnKey own = new OwnKey(ListenerTls.pair(certificate, key));
        TrustManager[] believed = verify ? authorities(trusted) : new TrustManager[] {new TrustAnyone()};
        SSLContext context = context(new KeyManager[] {own}, believed);
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setEndpointIdentificationAlgorithm(
                verify ? Tls.ENDPOINT_IDENTIFICATION_HTTPS : Tls.ENDPOINT_IDENTIFICATION_NONE);
        return Tls.builder().sslContext(context).sslParameters(parameters).build();
    }

    /** For a client without a certificate that believes these authorities about a server. */
    public static SSLContext trusting(List<X509Certificate> authorities) {
        return context(new KeyManager[0], authorities(authorities));
    }

    /** For a client that believes anyone, and so must not believe what it is told: it has to know it again otherwise. */
    public static SSLContext unverified() {
        return context(new KeyManager[0], new TrustManager[] {new TrustAnyone()});
    }

    private static TrustManager[] authorities(List<X509Certificate> certificates) {
        try {
            KeyStore anchors = KeyStore.getInstance("PKCS12");
            anchors.load(null, null);
            for (int i = 0; i < certificates.size(); i++) {
                anchors.setCertificateEntry("authority-" + i, certificates.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(anchors);
            return Arrays.stream(factory.getTrustManagers())
                    .map(X509ExtendedTrustManager.class::cast)
                    .map(ServerTrust::new)
                    .toArray(TrustManager[]::new);
        } catch (GeneralSecurityException | IOException e) {
            throw new StartException("the trusted authorities cannot be used", e);
        }
    }

    private static SSLContext context(KeyManager[] own, TrustManager[] trusted) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own, trusted, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new StartException("TLS cannot be set up on this Java", e);
        }
    }
}
