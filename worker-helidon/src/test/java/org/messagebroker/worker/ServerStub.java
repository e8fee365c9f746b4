package org.messagebroker.worker;

import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.messagebroker.api.CommandPoll;
import org.messagebroker.api.DeadLetterRequest;
import org.messagebroker.api.DeadLetterRequest.DeadLetter;
import org.messagebroker.api.DeliverRequest;
import org.messagebroker.api.DeliverRequest.Delivery;
import org.messagebroker.api.DeliverResponse;
import org.messagebroker.api.DeliverResponse.Outcome;
import org.messagebroker.api.DeliverResponse.Result;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.SiteCommands;
import org.messagebroker.api.SiteCommands.SiteCommand;
import org.messagebroker.service.json.Json;

/** The server's side of delivery over TLS, with faults as a test wants them. */
final class ServerStub implements AutoCloseable {

    /** What the stub does with a call. */
    @FunctionalInterface
    interface Behaviour {
        void answer(DeliverRequest request, ServerStub stub, ServerResponse response);
    }

    private final SSLContext tls;
    private final Map<MessageId, AtomicInteger> stored = new ConcurrentHashMap<>();
    private final Set<MessageId> reported = ConcurrentHashMap.newKeySet();
    private final List<DeadLetter> deadLetters = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Behaviour behaviour = storing();
    private volatile int deadLetterStatus = 204;
    private volatile Optional<MessageId> poisonedDeadLetter = Optional.empty();
    private final Queue<List<SiteCommand>> commands = new ConcurrentLinkedQueue<>();
    private final Set<UUID> doneCommands = ConcurrentHashMap.newKeySet();
    private final List<CommandPoll> commandPolls = new CopyOnWriteArrayList<>();
    private WebServer server;

    private ServerStub(SSLContext tls) {
        this.tls = tls;
        this.server = listen(0);
    }

    static ServerStub start(SSLContext tls) {
        return new ServerStub(tls);
    }

    static Behaviour storing() {
        return outcome(delivery -> Optional.empty());
    }

    /** Stores what the function is silent about, and answers for the rest as it says, storing nothing. */
    static Behaviour outcome(Function<Delivery, Optional<Outcome>> exceptions) {
        return (request, stub, response) -> response.send(Json.bytes(new DeliverResponse(request.messages().stream()
                .map(each -> exceptions
                        .apply(each)
                        .map(outcome -> new Result(each.envelope().messageId(), outcome, Optional.of("as tested")))
                        .orElseGet(() -> stub.store(each)))
                .toList())));
    }

    static Behaviour status(int status) {
        return (request, stub, response) -> response.status(status).send("{\"error\":\"x\",\"message\":\"y\"}");
    }

    /** Refuses every call that carries one of the messages, and stores the messages of the others. */
    static Behaviour refusing(List<MessageId> poisoned, int status) {
        return (request, stub, response) -> {
            boolean refused = request.messages().stream()
                    .anyMatch(each -> poisoned.contains(each.envelope().messageId()));
            (refused ? status(status) : storing()).answer(request, stub, response);
        };
    }

    static Behaviour text(String body) {
        return (request, stub, response) -> response.send(body);
    }

    /** Commits, and then cuts the connection instead of answering. */
    static Behaviour answerLost() {
        return (request, stub, response) -> {
            request.messages().forEach(stub::store);
            throw new CloseConnectionException("cut by the test");
        };
    }

    /** Stores all, answers for the first only. */
    static Behaviour partial() {
        return (request, stub, response) -> response.send(Json.bytes(new DeliverResponse(
                request.messages().stream().map(stub::store).limit(1).toList())));
    }

    void behave(Behaviour next) {
        behaviour = next;
    }

    void answerDeadLettersWith(int status) {
        deadLetterStatus = status;
    }

    /** Answers 500 to every call that carries the message as a dead letter. */
    void refuseDeadLetter(Optional<MessageId> poisoned) {
        poisonedDeadLetter = poisoned;
    }

    /** Gives these to the next worker that asks. */
    void order(SiteCommand... given) {
        commands.add(List.of(given));
    }

    Set<UUID> doneCommands() {
        return doneCommands;
    }

    List<CommandPoll> commandPolls() {
        return commandPolls;
    }

    void stop() {
        server.stop();
    }

    void startAgain(int port) {
        server = listen(port);
    }

    int port() {
        return server.port();
    }

    int calls() {
        return calls.get();
    }

    Set<MessageId> stored() {
        return stored.keySet();
    }

    /** How often a message was stored anew; a repeat is a duplicate and does not count. */
    int timesDelivered(MessageId id) {
        return Optional.ofNullable(stored.get(id)).map(AtomicInteger::get).orElse(0);
    }

    Set<MessageId> reported() {
        return reported;
    }

    List<DeadLetter> deadLetters() {
        return deadLetters;
    }

    @Override
    public void close() {
        server.stop();
    }

    private Result store(Delivery delivery) {
        MessageId id = delivery.envelope().messageId();
        int times = stored.computeIfAbsent(id, any -> new AtomicInteger()).incrementAndGet();
        return new Result(id, times == 1 ? Outcome.STORED : Outcome.DUPLICATE, Optional.empty());
    }

    private WebServer listen(int port) {
        return WebServer.builder()
                .host("127.0.0.1")
                .port(port)
                .tls(Tls.builder()
                        .sslContext(tls)
                        .clientAuth(TlsClientAuth.REQUIRED)
                        .build())
                .shutdownHook(false)
                .routing(this::routes)
                .build()
                .start();
    }

    private void routes(HttpRouting.Builder routes) {
        routes.get("/health", (request, response) -> response.send("{}"))
                .post("/internal/messages/deliver", this::deliver)
                .post("/internal/messages/dead-letters", this::deadLetters)
                .post("/internal/commands", this::commands)
                .put("/internal/messages/{id}/status", this::status);
    }

    private void deliver(ServerRequest request, ServerResponse response) {
        calls.incrementAndGet();
        behaviour.answer(Json.parse(body(request), DeliverRequest.class), this, response);
    }

    private void deadLetters(ServerRequest request, ServerResponse response) {
        List<DeadLetter> letters =
                Json.parse(body(request), DeadLetterRequest.class).messages();
        int status = letters.stream().anyMatch(this::isPoisoned) ? 500 : deadLetterStatus;
        if (status == 204) {
            deadLetters.addAll(letters);
        }
        response.status(status).send();
    }

    private void commands(ServerRequest request, ServerResponse response) {
        CommandPoll poll = Json.parse(body(request), CommandPoll.class);
        commandPolls.add(poll);
        doneCommands.addAll(poll.done());
        List<SiteCommand> given = Optional.ofNullable(commands.poll()).orElse(List.of());
        response.send(Json.bytes(new SiteCommands(given)));
    }

    private boolean isPoisoned(DeadLetter letter) {
        return poisonedDeadLetter.filter(letter.envelope().messageId()::equals).isPresent();
    }

    private void status(ServerRequest request, ServerResponse response) {
        reported.add(MessageId.parse(request.path().pathParameters().get("id")).orElseThrow());
        response.status(204).send();
    }

    private static byte[] body(ServerRequest request) {
        return request.content().as(byte[].class);
    }
}
