package org.messagebroker.enrolment;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.messagebroker.api.EnrolmentRequest;
import org.messagebroker.api.EnrolmentToken;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.IssuedCertificate;
import org.messagebroker.api.RenewalRequest;
import org.messagebroker.api.TrustNews;
import org.messagebroker.api.TrustReport;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.Fingerprint;
import org.messagebroker.certs.LeafRequest;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.Role;
import org.messagebroker.certs.SigningRequest;
import org.messagebroker.certs.Validity;
import org.messagebroker.service.Problem;
import org.messagebroker.service.Service;
import org.messagebroker.service.json.JsonBody;
import org.messagebroker.service.tls.Peer;
import org.messagebroker.settings.Settings;
import org.messagebroker.settings.SettingsList;
import org.messagebroker.testing.TestCertificates;

/**
 * Answers a newcomer, and one that renews, as the server does: over real TLS, a certificate for each signing request, the
 * same one for the same request. Keeps everything in memory, and misbehaves when told to.
 */
final class StandInServer implements AutoCloseable {

    private final TestCertificates certificates;
    private final Settings settings;
    private final int port;
    private final Map<String, IssuedCertificate> issued = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<TrustReport> reports = new CopyOnWriteArrayList<>();
    private final AtomicInteger greeted = new AtomicInteger();
    private final AtomicInteger answersToLose = new AtomicInteger();
    private volatile Optional<Problem> refusal = Optional.empty();
    private volatile List<X509Certificate> roots;
    private volatile boolean renewing;
    private Service running;

    private StandInServer(TestCertificates certificates, Settings settings, X509Certificate shown) {
        this.certificates = certificates;
        this.settings = settings;
        this.roots = List.of(shown);
        this.running = start(settings);
        this.port = running.port();
    }

    /** A server of this authority. */
    static StandInServer start(TestCertificates certificates, Path directory) {
        return start(certificates, directory, certificates.authority().root());
    }

    /** A server with a certificate of one authority that shows the root of whatever other. */
    static StandInServer start(TestCertificates certificates, Path directory, X509Certificate shown) {
        HolderFiles own = certificates.save(directory, Role.SERVER, "server");
        Map<String, String> values = Map.of(
                "server.address", "127.0.0.1",
                "server.port", "0",
                "management.port", "0",
                "shutdown.grace", "100ms",
                "server-cert-path", own.certificate().toString(),
                "server-key-path", own.key().toString(),
                "ca-cert-path", own.trust().toString());
        return new StandInServer(certificates, settings(directory).with(values), shown);
    }

    /** The settings of a service that joins and renews, with their defaults. */
    static Settings settings(Path directory) {
        String lists = Stream.of("every-service.yaml", "tls-listener.yaml", "main-server.yaml", "own-certificate.yaml")
                .map(StandInServer::read)
                .collect(Collectors.joining("\n"));
        return Settings.load(SettingsList.parse(lists), directory, Map.of());
    }

    private static String read(String name) {
        try (InputStream in = Service.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Service start(Settings with) {
        return Service.builder("server", with).routing(this::routes).start();
    }

    private void routes(HttpRules rules) {
        rules.get("/ca.crt", this::authorities)
                .post("/internal/enrolment", this::enrol)
                .post("/internal/certificates/renew", this::renew)
                .post("/internal/trust", this::trust);
    }

    private void authorities(ServerRequest request, ServerResponse response) {
        greeted.incrementAndGet();
        response.send(Pem.ofCertificates(roots));
    }

    private void enrol(ServerRequest request, ServerResponse response) {
        EnrolmentRequest asked = JsonBody.read(request, EnrolmentRequest.class);
        EnrolmentToken token = EnrolmentToken.parse(asked.token()).orElseThrow();
        issue(response, asked.request(), Role.parse(token.role()).orElseThrow(), token.name());
    }

    private void renew(ServerRequest request, ServerResponse response) {
        Peer peer = Peer.require(request, Peer.Role.WORKER, Instant.now());
        issue(response, JsonBody.read(request, RenewalRequest.class).request(), Role.WORKER, peer.name());
    }

    private void issue(ServerResponse response, String request, Role role, String name) {
        requests.add(request);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        IssuedCertificate answer = issued.computeIfAbsent(request, asked -> signed(asked, role, name));
        renewing = false;
        if (answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw Problem.unavailable("The answer is lost.", Duration.ofSeconds(1));
        }
        JsonBody.send(response, 200, answer);
    }

    private IssuedCertificate signed(String request, Role role, String name) {
        SigningRequest parsed = SigningRequest.parse(request);
        List<String> hosts = role == Role.PROXY ? parsed.hosts() : List.of();
        LeafRequest leaf = new LeafRequest(role, name, hosts, Validity.ofDays(90, InstantSource.system()));
        return new IssuedCertificate(
                Pem.ofCertificates(certificates.authority().chain(leaf, parsed.publicKey())),
                Pem.ofCertificates(roots));
    }

    private void trust(ServerRequest request, ServerResponse response) {
        var _ = Peer.require(request, Peer.Role.WORKER, Instant.now());
        reports.add(JsonBody.read(request, TrustReport.class));
        JsonBody.send(response, 200, new TrustNews(Pem.ofCertificates(roots), renewing));
    }

    String url() {
        return "https://localhost:" + port;
    }

    int port() {
        return port;
    }

    /** A token of its authority, good for an hour. */
    EnrolmentToken token(String role) {
        return new EnrolmentToken(
                Fingerprint.of(certificates.authority().root()).hex(),
                role,
                role + "-7",
                Instant.now().plus(Duration.ofHours(1)),
                "A".repeat(43));
    }

    /** The signing requests that came, with a token or a certificate, in their order. */
    List<String> requests() {
        return requests;
    }

    /** What was issued, by its request. */
    Map<String, IssuedCertificate> issued() {
        return issued;
    }

    List<TrustReport> reports() {
        return reports;
    }

    /** How often somebody asked which authority this is. */
    int greeted() {
        return greeted.get();
    }

    /** The next answers do not arrive, though a certificate is issued. */
    void loseAnswers(int count) {
        answersToLose.set(count);
    }

    void refuse(ErrorCode code, String message) {
        refusal = Optional.of(Problem.of(code, message));
    }

    void refuseNoMore() {
        refusal = Optional.empty();
    }

    /** From now on these are the roots to trust. */
    void trusts(List<X509Certificate> authorities) {
        roots = authorities;
    }

    /** From now on another authority issues, until somebody renews. */
    void issuesAnew() {
        renewing = true;
    }

    void goAway() {
        running.close();
    }

    void comeBack() {
        running = start(settings.with(Map.of("server.port", Integer.toString(port))));
    }

    @Override
    public void close() {
        running.close();
    }
}
