package org.messagebroker.queue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.TrustManagerFactory;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;

/** The Redis client's own configuration. */
final class RedissonSetup {

    /** For all that is answered at once. */
    private static final int CONNECTIONS = 32;

    private RedissonSetup() {}

    /** @param waiting how many at the same time may wait for news, each of which keeps a connection from all others */
    static Config of(RedisConfig redis, int waiting) {
        Config config = new Config();
        config.setCodec(ByteArrayCodec.INSTANCE)
                .setThreads(2)
                .setNettyThreads(4)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setUseScriptCache(false)
                .setLazyInitialization(true)
                .setAddressResolverGroupFactory((_, _, _) -> new SystemNames());
        redis.username().ifPresent(config::setUsername);
        redis.password().ifPresent(config::setPassword);
        redis.caCertificate().ifPresent(file -> config.setSslTrustManagerFactory(trusting(file)));
        config.useSingleServer()
                .setAddress((redis.tls() ? "rediss://" : "redis://") + redis.host() + ":" + redis.port())
                .setDatabase(redis.database())
                .setClientName("message-broker")
                .setConnectionPoolSize(CONNECTIONS + waiting)
                .setConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionMinimumIdleSize(0)
                .setTimeout((int) redis.timeout().toMillis())
                .setConnectTimeout((int) redis.timeout().toMillis())
                .setRetryAttempts(0)
                .setReconnectionDelay(new ConstantDelay(Duration.ofMillis(200)))
                .setPingConnectionInterval(5000);
        return config;
    }

    private static TrustManagerFactory trusting(Path authorities) {
        try (InputStream in = Files.newInputStream(authorities)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + store.size(), each);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot read the authorities trusted for Redis in " + authorities, e);
        }
    }
}
