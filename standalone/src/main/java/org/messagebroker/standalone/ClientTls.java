package org.messagebroker.standalone;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.Pem;

/** HTTPS clients that trust the installation's authority only. */
final class ClientTls {

    private static final char[] NO_PASSWORD = {};

    private ClientTls() {}

    /** A client without a certificate of its own, such as a browser. */
    static HttpClient trusting(Path trust) {
        return client(() -> {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trustOf(trust).getTrustManagers(), null);
            return context;
        });
    }

    /** A client that shows a certificate. */
    static HttpClient of(HolderFiles holder) {
        return client(() -> {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyOf(holder).getKeyManagers(), trustOf(holder.trust()).getTrustManagers(), null);
            return context;
        });
    }

    private static HttpClient client(ContextSource source) {
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .sslContext(source.context())
                    .build();
        } catch (IOException | GeneralSecurityException e) {
            throw new CommandFailure(Exit.FAILED, "The certificates cannot be used: " + e.getMessage(), e);
        }
    }

    private static TrustManagerFactory trustOf(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        store.setCertificateEntry("authority", certificates(file).getFirst());
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory;
    }

    private static KeyManagerFactory keyOf(HolderFiles holder) throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        Certificate[] chain = certificates(holder.certificate()).toArray(Certificate[]::new);
        store.setKeyEntry("key", Pem.privateKey(Files.readString(holder.key())), NO_PASSWORD, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, NO_PASSWORD);
        return factory;
    }

    private static List<X509Certificate> certificates(Path file) throws IOException {
        return Pem.certificates(Files.readString(file));
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private interface ContextSource {
        SSLContext context() throws IOException, GeneralSecurityException;
    }
}
