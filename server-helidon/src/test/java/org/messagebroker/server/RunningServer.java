package org.messagebroker.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLParameters;
import org.messagebroker.api.Health;
import org.messagebroker.api.Policy;
import org.messagebroker.api.PolicyPoll;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.api.ProxyReport;
import org.messagebroker.api.ProxyReport.Negotiated;
import org.messagebroker.api.TlsSettings;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Role;
import org.messagebroker.openapi.ApiDescription;
import org.messagebroker.sealing.Sealer;
import org.messagebroker.server.crypto.MasterKey;
import org.messagebroker.service.Service;
import org.messagebroker.service.json.Json;
import org.messagebroker.service.tls.Peer;
import org.messagebroker.settings.Settings;
import org.messagebroker.testing.ApiContract;
import org.messagebroker.testing.ApiDocument;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.TestCertificates;
import org.messagebroker.testing.TestDatabase;

/** A whole server on a fresh database, reached over TLS as others reach it. */
public final class RunningServer implements AutoCloseable {

    public static final String ADMIN = "admin@example.org";
    public static final String PASSWORD = "correct horse battery staple";

    private static final ApiContract CONTRACT =
            ApiContract.of(ApiDocument.read(ApiDescription.of("server").json()));
    private static final Duration STEP = Duration.ofMillis(20);

    private final TestDatabase database;
    private final TestCertificates certificates;
    private final List<X509Certificate> roots = new CopyOnWriteArrayList<>();
    private volatile Settings settings;
    private volatile Service service;

    private RunningServer(
            Path directory, TestDatabase database, TestCertificates certificates, Map<String, String> changed)
            throws IOException {
        this.database = database;
        this.certificates = certificates;
        this.roots.add(certificates.authority().root());
        this.settings = Settings.load(ServerMain.class, directory, Map.of()).with(settings(directory, changed));
        this.service = ServerMain.start(settings);
    }

    public static RunningServer start(Path directory, Map<String, String> changed) {
        return start(directory, TestDatabase.create(), changed);
    }

    public static RunningServer start(Path directory, TestDatabase database, Map<String, String> changed) {
        return start(directory, database, new TestCertificates(), changed);
    }

    /** Of this authority. */
    public static RunningServer start(Path directory, TestCertificates certificates, Map<String, String> changed) {
        return start(directory, TestDatabase.create(), certificates, changed);
    }

    private static RunningServer start(
            Path directory, TestDatabase database, TestCertificates certificates, Map<String, String> changed) {
        try {
            return new RunningServer(directory, database, certificates, changed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another server on the database of a first one, under its master key; the database goes with the first. */
    public static RunningServer beside(RunningServer first, Path directory, Path masterKey) {
        try {
            return new RunningServer(
                    Files.createDirectories(directory),
                    first.database,
                    first.certificates,
                    Map.of("encryption-key-path", masterKey.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> settings(Path directory, Map<String, String> changed) throws IOException {
        var files = certificates.save(directory.resolve("certs"), Role.SERVER, "server");
        certificates.save(directory.resolve("certs"), Role.CLIENT, "client-a");
        certificates.save(directory.resolve("certs"), Role.CLIENT, "client-b");
        certificates.save(directory.resolve("certs"), Role.PROXY, "proxy-1");
        Path key = directory.resolve("encryption.key");
        if (!Files.exists(key)) {
            MasterKey.create(key);
        }
        Map<String, String> values = new HashMap<>(Map.ofEntries(
                Map.entry("server.address", "127.0.0.1"),
                Map.entry("server.port", "0"),
                Map.entry("management.port", "0"),
                Map.entry("shutdown.grace", "1s"),
                // Tests that count mails get none of these.
                Map.entry("alerts.check-interval", "1d"),
                Map.entry("server-cert-path", files.certificate().toString()),
                Map.entry("server-key-path", files.key().toString()),
                Map.entry("ca-cert-path", files.trust().toString()),
                Map.entry("database.url", database.jdbcUrl()),
                Map.entry("db.user", database.user()),
                Map.entry("db.password", database.password()),
                Map.entry("database.pool-size", "6"),
                Map.entry("encryption-key-path", key.toString()),
                Map.entry("ledger-path", directory.resolve("ledger").toString()),
                Map.entry("password.hash-memory-kib", "8192"),
                Map.entry("jwt.secret", "JVb2x8sT7qLr0aWm4cYz9dKf1eHg6nUp3iXo5vBk"),
                Map.entry("bootstrap.admin-email", ADMIN),
                Map.entry(
                        "bootstrap.admin-password-file",
                        secret(directory, PASSWORD).toString()),
                Map.entry(
                        "bootstrap.certificates-path",
                        directory.resolve("certs").toString())));
        values.putAll(changed);
        return values;
    }

    private static Path secret(Path directory, String text) throws IOException {
        Path file = directory.resolve("password");
        Files.writeString(file, text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** Stops it, does this, and starts it again with the same settings on another free port. */
    public void restart(Runnable meanwhile) {
        service.close();
        meanwhile.run();
        service = ServerMain.start(settings);
    }

    /** The same, and from then on with these settings changed. */
    public void restartWith(Map<String, String> changed) {
        restart(() -> settings = settings.with(changed));
    }

    /** What it was started with. */
    public Settings settings() {
        return settings;
    }

    public Service service() {
        return service;
    }

    public TestDatabase database() {
        return database;
    }

    public TestCertificates certificates() {
        return certificates;
    }

    /** Who calls from now on believes a server of this authority too. */
    public void trust(X509Certificate root) {
        roots.add(root);
    }

    /** Somebody without a certificate. */
    public Caller anyone() {
        return new Caller(client(Optional.empty()), Optional.empty());
    }

    /** Somebody with a good certificate of this role. */
    public Caller peer(Role role, String name) {
        Issued certificate = certificates.issue(role, name);
        enter(certificate);
        return peer(certificate);
    }

    /** Enters a certificate into the inventory, as issuing it does. */
    public void enter(Issued certificate) {
        Peer peer = Peer.of(certificate.chain().getFirst());
        execute(
                """
                INSERT INTO certificates (fingerprint, certificate, issuer, serial, subject_id, role, state, not_before,
                    not_after, created_at) VALUES (?, ?, ?, ?, ?, ?, 'active', ?, ?, UTC_TIMESTAMP(3))""",
                HexFormat.of().parseHex(peer.fingerprint()),
                TestSigner.der(certificate.certificate()),
                peer.issuer(),
                peer.serial().toByteArray(),
                peer.name(),
                peer.role().wire(),
                LocalDateTime.ofInstant(peer.notBefore(), ZoneOffset.UTC),
                LocalDateTime.ofInstant(peer.notAfter(), ZoneOffset.UTC));
        execute("UPDATE policy_version SET number = number + 1, changed_at = UTC_TIMESTAMP(3)");
    }

    /** A sealer as a new proxy of the inventory has it. */
    public Sealer sealer(String name) {
        Issued proxy = certificates.issue(Role.PROXY, name);
        enter(proxy);
        return sealer(proxy, sealingKey(proxy));
    }

    /** A sealer that signs with this certificate. */
    public static Sealer sealer(Issued signer, Policy.SealingKey key) {
        return new Sealer(() -> Optional.of(key), () -> new TestSigner(signer), InstantSource.system());
    }

    /** The server's key for sealing, as a proxy is told it. */
    public Policy.SealingKey sealingKey(Issued proxy) {
        JsonNode signed = peer(proxy)
                .post("/internal/policy", new PolicyPoll(PolicyVersion.NONE, 0, report(), Optional.empty()))
                .json();
        byte[] policy = Base64.getDecoder().decode(signed.path("policy").textValue());
        return Json.parse(policy, Policy.class).sealing();
    }

    private static ProxyReport report() {
        return report(Optional.empty(), List.of());
    }

    /** What a proxy of the site main reports, with this proved trial and these counts. */
    public static ProxyReport report(Optional<String> trial, List<Negotiated> negotiated) {
        return new ProxyReport(
                "main",
                "test",
                Instant.now(),
                Health.Status.HEALTHY,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                Instant.now().plus(Duration.ofDays(30)),
                true,
                new TlsSettings(List.of("TLSv1.3"), List.of(), TlsSettings.ClientAuth.REQUIRED),
                trial,
                negotiated);
    }

    /** Runs a statement behind the server's back. */
    public int execute(String sql, Object... parameters) {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A person, logged in. */
    public Caller person(String email, String password) {
        Answer answer = login(email, password);
        if (answer.status() != 200) {
            throw new IllegalStateException("log-in answered " + answer);
        }
        return anyone().with(answer.json().path("access_token").textValue());
    }

    /** Somebody of this role, with the administrator's password. */
    public void addPerson(String email, String role) {
        update("INSERT INTO users (user_id, email, password_hash, role, active, created_at)"
                + " SELECT UNHEX(REPLACE(UUID(), '-', '')), '" + email + "', password_hash, '" + role
                + "', TRUE, UTC_TIMESTAMP() FROM users WHERE email = '" + ADMIN + "'");
    }

    /** Changes the database behind the server's back. */
    public void update(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of a query. */
    public List<String> column(String sql) {
        return rows(sql).stream().map(List::getFirst).toList();
    }

    /** The rows of a query; NULL as an empty text. */
    public List<List<String>> rows(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row(result));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> row(ResultSet result) throws SQLException {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.add(Optional.ofNullable(result.getString(i)).orElse(""));
        }
        return row;
    }

    /** Waits until its first administrator can log in. */
    public void awaitPrepared() {
        Await.until(() -> login(ADMIN, PASSWORD).status() == 200, "the server is prepared");
    }

    public Caller administrator() {
        return person(ADMIN, PASSWORD);
    }

    public Answer login(String email, String password) {
        return anyone().post("/portal/auth/login", Map.of("email", email, "password", password));
    }

    /** With a certificate as it is, whether the inventory knows it or not; with these TLS versions only, if any are named. */
    public Caller peer(Issued certificate, String... protocols) {
        return new Caller(client(Optional.of(certificate), protocols), Optional.empty());
    }

    private HttpClient client(Optional<Issued> certificate, String... protocols) {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(protocols.length == 0 ? new String[] {"TLSv1.3", "TLSv1.2"} : protocols);
        return HttpClient.newBuilder()
                .sslContext(TestCertificates.contextTrusting(List.copyOf(roots), certificate))
                .sslParameters(parameters)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(20))
                .build();
    }

    @Override
    public void close() {
        service.close();
        database.close();
    }

    /** Sends requests. */
    public final class Caller {

        private final HttpClient client;
        private final Optional<String> token;
        private final Optional<String> forwardedFor;

        private Caller(HttpClient client, Optional<String> token) {
            this(client, token, Optional.empty());
        }

        private Caller(HttpClient client, Optional<String> token, Optional<String> forwardedFor) {
            this.client = client;
            this.token = token;
            this.forwardedFor = forwardedFor;
        }

        public Caller with(String accessToken) {
            return new Caller(client, Optional.of(accessToken));
        }

        /** With X-Forwarded-For. */
        public Caller forwardedFor(String address) {
            return new Caller(client, token, Optional.of(address));
        }

        /** The same person over new connections, with these TLS versions only, if any are named. */
        public Caller anew(String... protocols) {
            return new Caller(client(Optional.empty(), protocols), token);
        }

        public Answer get(String path) {
            return send(request(path).GET(), Optional.empty());
        }

        public Answer post(String path, Object body) {
            return send("POST", path, Json.bytes(body));
        }

        /** A body as it is, said to be JSON. */
        public Answer postText(String path, String body) {
            return send("POST", path, body.getBytes(StandardCharsets.UTF_8));
        }

        public Answer delete(String path) {
            return send(request(path).DELETE(), Optional.empty());
        }

        public Answer put(String path, Object body) {
            return send("PUT", path, Json.bytes(body));
        }

        /** Without a body. */
        public Answer send(String method, String path) {
            return send(request(path).method(method, BodyPublishers.noBody()), Optional.empty());
        }

        /** With a body declared as JSON, whatever it is. */
        public Answer send(String method, String path, byte[] body) {
            return send(method, path, "application/json", body);
        }

        public Answer send(String method, String path, String type, byte[] body) {
            HttpRequest.Builder request =
                    request(path).header("Content-Type", type).method(method, BodyPublishers.ofByteArray(body));
            return send(request, Optional.of(body));
        }

        private HttpRequest.Builder request(String path) {
            HttpRequest.Builder builder = HttpRequest.newBuilder(
                            URI.create("https://localhost:" + service.port() + path))
                    .timeout(Duration.ofSeconds(60));
            forwardedFor.ifPresent(address -> builder.header("X-Forwarded-For", address));
            token.ifPresent(value -> builder.header("Authorization", "Bearer " + value));
            return builder;
        }

        /** Every answer that a test gets must stand in the server's description of itself. */
        private Answer described(HttpResponse<byte[]> response, Optional<byte[]> sent) {
            CONTRACT.verify(new ApiContract.Exchange(
                    response.request().method(),
                    response.uri().getRawPath()
                            + Optional.ofNullable(response.uri().getRawQuery())
                                    .map(query -> "?" + query)
                                    .orElse(""),
                    sent,
                    response.statusCode(),
                    response.headers()::firstValue,
                    response.body()));
            return new Answer(response);
        }

        private Answer send(HttpRequest.Builder request, Optional<byte[]> sent) {
            try {
                return described(client.send(request.build(), BodyHandlers.ofByteArray()), sent);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What came back. */
    public record Answer(int status, byte[] body, HttpResponse<byte[]> response) {

        private Answer(HttpResponse<byte[]> response) {
            this(response.statusCode(), response.body(), response);
        }

        public JsonNode json() {
            return Json.parse(body, JsonNode.class);
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status + " " + new String(body, java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
