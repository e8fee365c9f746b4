package org.messagebroker.proxy;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageState;
import org.messagebroker.api.PolicyAnswer;
import org.messagebroker.api.PolicyPoll;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.api.ProxyReport;
import org.messagebroker.api.RegisterRequest;
import org.messagebroker.api.RegisterRequest.Registration;
import org.messagebroker.api.SignedPolicy;
import org.messagebroker.api.TestMessageOrder;
import org.messagebroker.api.TestMessageReport;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.Role;
import org.messagebroker.service.Problem;
import org.messagebroker.service.Service;
import org.messagebroker.service.json.JsonBody;
import org.messagebroker.service.tls.Peer;
import org.messagebroker.settings.Settings;
import org.messagebroker.testing.TestCertificates;

/** Answers a proxy as the server would, over real TLS and only to role proxy; keeps everything in memory. */
final class StandInServer implements AutoCloseable {

    private final Map<MessageId, MessageState> states = new ConcurrentHashMap<>();
    private final List<Registration> registered = new CopyOnWriteArrayList<>();
    private final List<PolicyPoll> polls = new CopyOnWriteArrayList<>();
    private final TestPolicy policy;
    private final Settings settings;
    private final int port;
    private final AtomicReference<Optional<TestMessageOrder>> order = new AtomicReference<>(Optional.empty());
    private volatile Optional<SignedPolicy> forced = Optional.empty();
    private volatile boolean dismissing;
    private volatile Service running;

    private StandInServer(Settings settings, TestPolicy policy) {
        this.settings = settings;
        this.policy = policy;
        running = start(settings);
        port = running.port();
    }

    static StandInServer start(TestCertificates certificates, Path directory) {
        HolderFiles own = certificates.save(directory, Role.SERVER, "server");
        TestPolicy policy = new TestPolicy(certificates);
        Settings settings = Settings.load(
                ProxyMain.class,
                directory,
                Map.of(
                        "SHUTDOWN_GRACE",
                        "100ms",
                        "SERVER_ADDRESS",
                        "127.0.0.1",
                        "SERVER_PORT",
                        "0",
                        "MANAGEMENT_PORT",
                        "0",
                        "SERVER_CERT_PATH",
                        own.certificate().toString(),
                        "SERVER_KEY_PATH",
                        own.key().toString(),
                        "CA_CERT_PATH",
                        own.trust().toString()));
        return new StandInServer(settings, policy);
    }

    String url() {
        return "https://localhost:" + port;
    }

    /** What proxies have registered, in the order of arrival. */
    List<Registration> registered() {
        return registered;
    }

    /** What it tells proxies to obey. */
    TestPolicy policy() {
        return policy;
    }

    /** Whether a proxy obeys this version or a later one. */
    boolean isConfirmed(PolicyVersion version) {
        return polls.stream().anyMatch(poll -> poll.after().compareTo(version) >= 0);
    }

    /** The report that came last. */
    ProxyReport report() {
        return polls.getLast().report();
    }

    /** What clients negotiated, by all reports. */
    List<ProxyReport.Negotiated> negotiated() {
        return polls.stream()
                .flatMap(poll -> poll.report().negotiated().stream())
                .toList();
    }

    /** Answers every question for the policy with this, until told otherwise. */
    void answersWith(Optional<SignedPolicy> anything) {
        forced = anything;
    }

    /** Knows proxies no more, until told otherwise. */
    void dismisses(boolean all) {
        dismissing = all;
    }

    /** Orders a test message; told with the next answer, once. */
    void order(TestMessageOrder test) {
        order.set(Optional.of(test));
    }

    /** What proxies have said of test messages. */
    List<TestMessageReport> tests() {
        return polls.stream().flatMap(poll -> poll.test().stream()).toList();
    }

    int asked() {
        return polls.size();
    }

    /** From now on the server knows this message. */
    void knows(MessageState state) {
        states.put(state.messageId(), state);
    }

    /** Goes away, until {@link #comeBack()}. */
    void goAway() {
        running.close();
    }

    void comeBack() {
        running = start(settings.with(Map.of("server.port", String.valueOf(port))));
    }

    private Service start(Settings wanted) {
        return Service.builder("stand-in", wanted).routing(this::routes).start();
    }

    private void routes(HttpRules routes) {
        routes.get("/health", (request, response) -> JsonBody.send(response, 200, Map.of("status", "healthy")))
                .post("/internal/policy", this::policy)
                .post("/internal/messages/register", this::register)
                .get("/internal/messages/{id}", this::state);
    }

    private void policy(ServerRequest request, ServerResponse response) throws InterruptedException {
        requireProxy(request);
        PolicyPoll poll = JsonBody.read(request, PolicyPoll.class);
        polls.add(poll);
        if (dismissing) {
            throw Problem.of(ErrorCode.AUTHORIZATION_ERROR, "This certificate is not in the inventory.");
        }
        Optional<SignedPolicy> news =
                forced.isPresent() ? forced : policy.other(poll.after(), Duration.ofSeconds(poll.waitSeconds()));
        Optional<TestMessageOrder> test = order.getAndSet(Optional.empty());
        if (news.isPresent() || test.isPresent()) {
            JsonBody.send(response, 200, PolicyAnswer.of(news, test));
        } else {
            response.status(204).send();
        }
    }

    private void register(ServerRequest request, ServerResponse response) {
        requireProxy(request);
        registered.addAll(JsonBody.read(request, RegisterRequest.class).messages());
        response.status(204).send();
    }

    private void state(ServerRequest request, ServerResponse response) {
        requireProxy(request);
        MessageId id =
                MessageId.parse(request.path().pathParameters().get("id")).orElseThrow();
        MessageState state = Optional.ofNullable(states.get(id))
                .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "There is no such message."));
        JsonBody.send(response, 200, state);
    }

    private static void requireProxy(ServerRequest request) {
        var _ = Peer.require(request, Peer.Role.PROXY, Instant.now());
    }

    @Override
    public void close() {
        goAway();
    }
}
