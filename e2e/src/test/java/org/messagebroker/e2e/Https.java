package org.messagebroker.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.Pem;

/** A plain HTTPS client with the files that an installation hands out. Thread-safe. */
final class Https {

    private final HttpClient http;
    private final String base;

    private Https(SSLContext tls, int port) {
        http = HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        base = "https://localhost:" + port;
    }

    static Https trusting(Path authority, int port) {
        return new Https(context(authority, Optional.empty()), port);
    }

    static Https presenting(HolderFiles own, int port) {
        return new Https(context(own.trust(), Optional.of(own)), port);
    }

    /** @throws IOException if there was no answer */
    Answer send(String method, String path, String body, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty() && !List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response.headers());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Ends its connections. */
    void close() {
        http.close();
    }

    private static SSLContext context(Path authority, Optional<HolderFiles> own) {
        try {
            KeyStore trusted = store();
            for (X509Certificate root : Pem.certificates(RunningSystem.read(authority))) {
                trusted.setCertificateEntry("authority-" + trusted.size(), root);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            KeyStore keys = store();
            if (own.isPresent()) {
                keys.setKeyEntry(
                        "own",
                        Pem.privateKey(RunningSystem.read(own.get().key())),
                        new char[0],
                        Pem.certificates(RunningSystem.read(own.get().certificate()))
                                .toArray(X509Certificate[]::new));
            }
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
            keyManagers.init(keys, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** What came back. */
    record Answer(int status, String body, HttpHeaders headers) {
        JsonNode json() {
            return RunningSystem.json(body);
        }
    }
}
