package org.messagebroker.admin.server;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.messagebroker.admin.AdminConfig;
import org.messagebroker.admin.AdminConfig.ServerAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** The HTTPS client of the server; it trusts our authority only, and follows when the authority's file changes. */
@Component
public final class ServerConnection {

    private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

    /** Of what a person keeps, as fast as his browser takes it: the usual limit counts for a whole answer. */
    private static final Duration LONGEST_COPY = Duration.ofHours(1);

    private final ServerAddress address;
    private final AtomicReference<Clients> clients = new AtomicReference<>();
    private volatile Runnable again = () -> {};

    ServerConnection(AdminConfig config, SslBundles bundles) {
        this.address = config.server();
        connect(bundles.getBundle(AdminConfig.SERVER_BUNDLE));
        bundles.addBundleUpdateHandler(AdminConfig.SERVER_BUNDLE, this::connect);
    }

    RestClient client() {
        return clients.get().asking();
    }

    /** For answers of any length. */
    RestClient copyingClient() {
        return clients.get().copying();
    }

    /** Asks over new connections from now on. */
    void reconnect() {
        again.run();
    }

    private void connect(SslBundle bundle) {
        again = () -> connect(bundle);
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(address.connectTimeout())
                .sslContext(address.verify() ? bundle.createSslContext() : unchecked())
                .build();
        clients.set(new Clients(client(http, address.readTimeout()), client(http, LONGEST_COPY)));
    }

    private RestClient client(HttpClient http, Duration patience) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(patience);
        return RestClient.builder()
                .baseUrl(address.url())
                .requestFactory(requests)
                .configureMessageConverters(converters -> converters
                        .registerDefaults()
                        .withJsonConverter(new org.springframework.http.converter.json.JacksonJsonHttpMessageConverter(
                                WireJson.mapper())))
                .build();
    }

    /** Over the same connections. */
    private record Clients(RestClient asking, RestClient copying) {}

    private static SSLContext unchecked() {
        LOG.warn("main-server.verify-ssl is false: the server's certificate is not checked, anybody may be listening");
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustsEveryone()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
