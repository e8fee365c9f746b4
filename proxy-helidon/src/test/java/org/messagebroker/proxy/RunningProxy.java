package org.messagebroker.proxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Role;
import org.messagebroker.embedded.EmbeddedRedis;
import org.messagebroker.queue.RedisConfig;
import org.messagebroker.sealing.Opener;
import org.messagebroker.service.Service;
import org.messagebroker.service.tls.ListenerTls;
import org.messagebroker.service.tls.TrustedChain;
import org.messagebroker.settings.Settings;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.RawTls;
import org.messagebroker.testing.TestCertificates;

/** A proxy on free ports, started from its own settings, with a Redis of its own and a stand-in for the server. */
final class RunningProxy implements AutoCloseable {

    static final String PASSWORD = "redis-of-a-test";

    private final Path directory;
    private final TestCertificates certificates;
    private final Issued client;
    private final StandInServer server;
    private final MovableClock clock = new MovableClock();
    private final Settings settings;
    private Service proxy;
    private EmbeddedRedis redis;

    private RunningProxy(Path directory, Map<String, String> replaced) {
        this.directory = directory;
        certificates = new TestCertificates();
        client = certificates.issue(Role.CLIENT, "shop-1");
        redis = EmbeddedRedis.start(directory.resolve("redis"), 0, PASSWORD);
        server = StandInServer.start(certificates, directory.resolve("certs"));
        server.policy().know(client);
        Map<String, String> given = new HashMap<>(settings());
        given.putAll(replaced);
        settings = Settings.load(ProxyMain.class, directory, given);
        proxy = Proxy.start(settings, clock);
        Await.until(this::isReady, "the proxy is ready");
        obeys(server.policy().policy().version());
    }

    static RunningProxy start(Path directory) {
        return start(directory, Map.of());
    }

    /** With some settings, by the names of the environment. */
    static RunningProxy start(Path directory, Map<String, String> replaced) {
        return new RunningProxy(directory, replaced);
    }

    int port() {
        return proxy.port();
    }

    Set<String> endpoints() {
        return proxy.endpoints();
    }

    int managementPort() {
        return proxy.managementPort();
    }

    /** The file of the certificate that it presents. */
    Path certificateFile() {
        return settings.path("server-cert-path");
    }

    String metrics() {
        return proxy.metrics().scrape();
    }

    TestCertificates certificates() {
        return certificates;
    }

    StandInServer server() {
        return server;
    }

    EmbeddedRedis redis() {
        return redis;
    }

    RedisConfig redisConfig() {
        return RedisConfig.of("127.0.0.1", redis.port()).withPassword(PASSWORD);
    }

    /** Starts Redis again where it was. */
    void restartRedis() {
        redis = EmbeddedRedis.start(directory.resolve("redis"), redis.port(), PASSWORD);
    }

    /** The files of a client, for curl and the like. */
    HolderFiles clientFiles(String name) {
        HolderFiles files = certificates.save(directory.resolve("certs"), Role.CLIENT, name);
        X509Certificate certificate = TrustedChain.read(files.certificate()).getFirst();
        obeys(server.policy().know(new Issued(List.of(certificate), client.key())));
        return files;
    }

    /** The proxy's clock, which follows the system's at a distance. */
    MovableClock clock() {
        return clock;
    }

    /** The content of a message, as the server opens it. */
    byte[] opened(Envelope envelope) {
        Opener opener = new Opener(
                version -> Optional.of(TestPolicy.UNSEAL_KEY),
                fingerprint -> new Opener.Standing.Proxy(tls().certificate(), Instant.MAX),
                InstantSource.system());
        return switch (opener.open(envelope)) {
            case Opener.Opened.Content(byte[] content, var _) -> content;
            case Opener.Opened.Forged(String reason) -> throw new AssertionError(reason);
            case Opener.Opened.UnknownKey(int version) -> throw new AssertionError("no key " + version);
        };
    }

    /** The certificate of the usual client. */
    Issued client() {
        return client;
    }

    Path policyDirectory() {
        return directory.resolve("policy");
    }

    ListenerTls tls() {
        return proxy.tls().orElseThrow();
    }

    /** A certificate that the inventory knows, in force at the proxy. */
    Issued known(Issued issued) {
        obeys(server.policy().know(issued));
        return issued;
    }

    Issued issue(String client) {
        return known(certificates.issue(Role.CLIENT, client));
    }

    /** Waits until the proxy has confirmed this version. */
    void obeys(PolicyVersion version) {
        Await.until(() -> server.isConfirmed(version), "the proxy obeys policy " + version);
    }

    /** Stops the proxy and starts it again on what it has kept. */
    void restart() {
        stop();
        begin();
    }

    void stop() {
        proxy.close();
    }

    void begin() {
        proxy = Proxy.start(settings, clock);
    }

    /** A connection of the usual client. */
    RawTls connect() throws IOException {
        return connect(client);
    }

    RawTls connect(Issued certificate) throws IOException {
        return RawTls.connect(port(), certificates.context(Optional.of(certificate)));
    }

    RawTls connectWithoutCertificate() throws IOException {
        return RawTls.connect(port(), certificates.context(Optional.empty()));
    }

    /** Hands in a message as the usual client, on a connection of its own. */
    RawTls.Answer submit(String json, String... headers) throws IOException {
        try (RawTls connection = connect()) {
            return Requests.submit(connection, json.getBytes(StandardCharsets.UTF_8), headers);
        }
    }

    /** Asks something as the usual client, on a connection of its own. */
    RawTls.Answer get(String path) throws IOException {
        try (RawTls connection = connect()) {
            return Requests.get(connection, path);
        }
    }

    private boolean isReady() {
        try (RawTls connection = connectWithoutCertificate()) {
            return List.of("healthy", "degraded")
                    .contains(Requests.json(Requests.get(connection, "/api/v1/health"))
                            .path("status")
                            .asText());
        } catch (IOException e) {
            return false;
        }
    }

    private Map<String, String> settings() {
        HolderFiles own = certificates.save(directory.resolve("certs"), Role.PROXY, "proxy-1");
        return Map.ofEntries(
                Map.entry("SERVER_ADDRESS", "127.0.0.1"),
                Map.entry("SERVER_PORT", "0"),
                Map.entry("MANAGEMENT_PORT", "0"),
                Map.entry("REDIS_PORT", String.valueOf(redis.port())),
                Map.entry("REDIS_PASSWORD", PASSWORD),
                Map.entry("MAIN_SERVER_URL", server.url()),
                Map.entry("SERVER_CERT_PATH", own.certificate().toString()),
                Map.entry("SERVER_KEY_PATH", own.key().toString()),
                Map.entry("CA_CERT_PATH", own.trust().toString()),
                Map.entry("HEALTH_PROBE_INTERVAL", "200ms"),
                Map.entry("POLICY_POLL_WAIT", "2s"),
                Map.entry("POLICY_RETRY_PAUSE", "100ms"),
                Map.entry("SHUTDOWN_GRACE", "2s"),
                Map.entry("REGISTER_PAUSE", "100ms"));
    }

    @Override
    public void close() {
        proxy.close();
        server.close();
        redis.close();
    }
}
