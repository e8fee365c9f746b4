package org.messagebroker.service;

import io.helidon.webserver.http.HttpRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Role;
import org.messagebroker.service.json.JsonBody;
import org.messagebroker.settings.Settings;
import org.messagebroker.settings.SettingsList;
import org.messagebroker.testing.RawTls;
import org.messagebroker.testing.TestCertificates;

/** A service with a few routes, and the certificates to talk to it. */
public final class ServiceFixture implements AutoCloseable {

    private final TestCertificates certificates = new TestCertificates();
    private final Path directory;
    private final Service service;

    private ServiceFixture(Path directory, Map<String, String> changed, Consumer<HttpRules> routes) {
        this.directory = directory;
        this.service = Service.builder("test", settings(changed))
                .requestMetrics("test")
                .routing(ServiceFixture::echo)
                .routing(routes)
                .start();
    }

    public static ServiceFixture start(Path directory, Map<String, String> changed) {
        return start(directory, changed, routes -> {});
    }

    public static ServiceFixture start(Path directory, Map<String, String> changed, Consumer<HttpRules> routes) {
        return new ServiceFixture(directory, changed, routes);
    }

    public Service service() {
        return service;
    }

    public TestCertificates certificates() {
        return certificates;
    }

    /** A connection with a good client certificate. */
    public RawTls client() throws IOException {
        return connect(Optional.of(certificates.issue(Role.CLIENT, "shop-1")));
    }

    public RawTls connect(Optional<Issued> own, String... protocols) throws IOException {
        return RawTls.connect(service.port(), context(own), protocols);
    }

    public SSLContext context(Optional<Issued> own) {
        return certificates.context(own);
    }

    public Settings settings(Map<String, String> changed) {
        var files = certificates.save(directory.resolve("certs"), Role.SERVER, "server");
        Map<String, String> values = new HashMap<>(Map.of(
                "server.address", "127.0.0.1",
                "server.port", "0",
                "management.port", "0",
                "shutdown.grace", "5s",
                "server-cert-path", files.certificate().toString(),
                "server-key-path", files.key().toString(),
                "ca-cert-path", files.trust().toString()));
        values.putAll(changed);
        return Settings.load(list(), directory, Map.of()).with(values);
    }

    static SettingsList list() {
        return SettingsList.parse(yaml());
    }

    static String yaml() {
        return read("every-service.yaml") + "\n" + read("tls-listener.yaml");
    }

    private static String read(String name) {
        try (InputStream in = Service.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void echo(HttpRules routes) {
        routes.post("/echo", (request, response) -> JsonBody.send(response, 200, JsonBody.object(request)))
                .post("/ignore", (request, response) -> JsonBody.send(response, 200, Map.of("ignored", true)))
                .get("/hello", (request, response) -> JsonBody.send(response, 200, Map.of("hello", "you")))
                .get("/things/{id}", (request, response) -> JsonBody.send(response, 200, Map.of()));
    }

    @Override
    public void close() {
        service.close();
    }
}
