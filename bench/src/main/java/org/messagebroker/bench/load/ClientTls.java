package org.messagebroker.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.messagebroker.certs.Pem;

/** The client's side of TLS: its certificate, and the one authority it trusts. */
final class ClientTls {
    private static final char[] IN_MEMORY_ONLY = new char[0];

    private ClientTls() {}

    static SSLContext context(Target target) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(keys(target).getKeyManagers(), trust(target).getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("the client's certificate cannot be used: " + target.certificate(), unusable);
        }
    }

    private static KeyManagerFactory keys(Target target) throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "client",
                Pem.privateKey(Files.readString(target.key())),
                IN_MEMORY_ONLY,
                certificates(target.certificate()));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, IN_MEMORY_ONLY);
        return keys;
    }

    private static TrustManagerFactory trust(Target target) throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        for (X509Certificate authority : certificates(target.authority())) {
            store.setCertificateEntry("authority" + store.size(), authority);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust;
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, IN_MEMORY_ONLY);
        return store;
    }

    private static X509Certificate[] certificates(Path pem) throws IOException {
        return Pem.certificates(Files.readString(pem)).toArray(X509Certificate[]::new);
    }
}
