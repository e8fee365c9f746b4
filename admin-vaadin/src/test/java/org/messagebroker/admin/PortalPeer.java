package org.messagebroker.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.messagebroker.admin.server.ProxyState;
import org.messagebroker.admin.server.WireJson;
import org.messagebroker.api.ErrorBody;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.LoginRequest;
import org.messagebroker.api.LoginResponse;
import org.messagebroker.api.LoginResponse.UserView;
import org.messagebroker.api.MessageDetail;
import org.messagebroker.api.MessagePage;
import org.messagebroker.api.MessageView;
import org.messagebroker.api.OwnPermissions;
import org.messagebroker.api.RefreshRequest;
import org.messagebroker.api.SecondFactorEnrolment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that answers the portal's calls over HTTPS as the contract says, with messages that a test puts in. */
final class PortalPeer implements AutoCloseable {

    static final String PASSWORD = "correct horse battery";
    static final String EMAIL = "admin@example.org";
    static final String LOCKED_EMAIL = "locked@example.org";
    static final String CLOSED_EMAIL = "closed@example.org";
    static final String FACTORLESS_EMAIL = "factorless@example.org";

    private static final int LOCKED_SECONDS = 245;

    private final JsonMapper json = WireJson.mapper();
    private final HttpsServer server;
    private final List<MessageView> messages = new CopyOnWriteArrayList<>();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Set<String> tokensEverGiven = ConcurrentHashMap.newKeySet();
    private volatile Optional<List<ProxyState>> proxies = Optional.empty();
    private volatile List<String> permissions = List.of("message.read.all", "message.body.read");
    private volatile long tokenSeconds = 900;
    private final AtomicInteger textsRead = new AtomicInteger();
    private final AtomicInteger proxyQuestions = new AtomicInteger();
    private final Map<String, List<String>> forwardedFor = new ConcurrentHashMap<>();
    private volatile boolean away;
    private volatile boolean challenged;

    PortalPeer(SSLContext tls) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/portal/auth/login", exchange -> answer(exchange, this::login));
        server.createContext("/portal/auth/second-factor/enrolment", exchange -> answer(exchange, any -> enrolment()));
        server.createContext("/portal/auth/refresh", exchange -> answer(exchange, this::refresh));
        server.createContext("/portal/auth/logout", exchange -> answer(exchange, this::logout));
        server.createContext("/portal/messages", exchange -> answer(exchange, this::messages));
        server.createContext("/portal/permissions", exchange -> answer(exchange, this::permissions));
        server.createContext("/admin/proxies/status", exchange -> {
            proxyQuestions.incrementAndGet();
            answer(exchange, this::proxies);
        });
        server.start();
    }

    String url() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    void store(MessageView message) {
        messages.removeIf(known -> known.messageId().equals(message.messageId()));
        messages.add(message);
    }

    void clear() {
        messages.clear();
    }

    /** Every token ever handed out. */
    Set<String> tokensEverGiven() {
        return Set.copyOf(tokensEverGiven);
    }

    /** Ends every session, as disabling the account does. */
    void endSessions() {
        tokens.clear();
    }

    /** Ends every sign-in that waits for a code, as time does. */
    void endChallenges() {
        challenged = false;
    }

    void tokensLive(long seconds) {
        tokenSeconds = seconds;
    }

    /** Whether every call is answered 503. */
    void away(boolean isAway) {
        away = isAway;
    }

    /** What the role of whoever signs in permits. */
    void permit(String... names) {
        permissions = List.of(names);
    }

    /** The proxies that have reported; who signs in may see them. */
    void proxies(List<ProxyState> reported) {
        proxies = Optional.of(List.copyOf(reported));
    }

    /** How often somebody asked for proxies, answered or not. */
    int proxyQuestions() {
        return proxyQuestions.get();
    }

    /** How often somebody asked for the text of one message. */
    int textsRead() {
        return textsRead.get();
    }

    /** Whoever asks for proxies may not see them. */
    void refuseProxies() {
        proxies = Optional.empty();
    }

    /** For which addresses this path was asked, the newest last; forgotten with that. */
    List<String> forwardedFor(String path) {
        return Optional.ofNullable(forwardedFor.remove(path)).orElseGet(List::of);
    }

    int sessions() {
        return tokens.size();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private Reply login(HttpExchange exchange) throws IOException {
        LoginRequest login = json.readValue(exchange.getRequestBody().readAllBytes(), LoginRequest.class);
        if (login.email().equals(LOCKED_EMAIL)) {
            exchange.getResponseHeaders().set("Retry-After", String.valueOf(LOCKED_SECONDS));
            return refused(ErrorCode.ACCOUNT_LOCKED);
        }
        if (!login.password().equals(PASSWORD)) {
            return refused(ErrorCode.AUTHENTICATION_ERROR);
        }
        if (login.email().equals(FACTORLESS_EMAIL)) {
            challenged = true;
            return refused(ErrorCode.SECOND_FACTOR_REQUIRED, Map.of("challenge", "a challenge", "enrolment", true));
        }
        return login.email().equals(CLOSED_EMAIL)
                ? refused(ErrorCode.AUTHORIZATION_ERROR)
                : new Reply(200, newTokens());
    }

    private Reply enrolment() {
        return challenged
                ? new Reply(200, new SecondFactorEnrolment("ORSXG5A", URI.create("otpauth://totp/test?secret=ORSXG5A")))
                : refused(ErrorCode.AUTHENTICATION_ERROR);
    }

    private Reply refresh(HttpExchange exchange) throws IOException {
        String token = json.readValue(exchange.getRequestBody().readAllBytes(), RefreshRequest.class)
                .refreshToken();
        return tokens.remove(token) ? new Reply(200, newTokens()) : refused(ErrorCode.AUTHENTICATION_ERROR);
    }

    private Reply logout(HttpExchange exchange) {
        tokens.clear();
        return new Reply(204, "");
    }

    private Reply messages(HttpExchange exchange) throws IOException {
        if (!isSignedIn(exchange)) {
            return refused(ErrorCode.AUTHENTICATION_ERROR);
        }
        String last = exchange.getRequestURI().getPath().replaceAll(".*/", "");
        return switch (last) {
            case "search" -> new Reply(200, found(asked(exchange)));
            case "export" -> new Reply(200, List.of());
            default -> one(last, query(exchange.getRequestURI()).get("bodies").equals("true"));
        };
    }

    private JsonNode asked(HttpExchange exchange) throws IOException {
        return json.readTree(exchange.getRequestBody().readAllBytes());
    }

    private Reply one(String id, boolean body) {
        textsRead.addAndGet(body ? 1 : 0);
        return messages.stream()
                .filter(message -> message.messageId().toString().equals(id))
                .findFirst()
                .map(message -> new Reply(200, detail(message, body)))
                .orElseGet(() -> refused(ErrorCode.NOT_FOUND));
    }

    private static MessageDetail detail(MessageView message, boolean body) {
        return new MessageDetail(
                message.id(),
                message.messageId(),
                message.clientId(),
                message.senderNumberMasked(),
                message.messageBody().filter(text -> body),
                message.status(),
                message.attemptCount(),
                message.createdAt(),
                message.queuedAt(),
                message.deliveredAt(),
                0,
                List.of());
    }

    private Reply permissions(HttpExchange exchange) {
        return isSignedIn(exchange)
                ? new Reply(200, new OwnPermissions(permitted()))
                : refused(ErrorCode.AUTHENTICATION_ERROR);
    }

    private List<String> permitted() {
        return Stream.concat(permissions.stream(), proxies.stream().map(any -> "proxy.read"))
                .toList();
    }

    private Reply proxies(HttpExchange exchange) {
        if (!isSignedIn(exchange)) {
            return refused(ErrorCode.AUTHENTICATION_ERROR);
        }
        return proxies.map(reported -> new Reply(200, reported))
                .orElseGet(() -> refused(ErrorCode.AUTHORIZATION_ERROR));
    }

    private boolean isSignedIn(HttpExchange exchange) {
        String bearer = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        return tokens.contains(bearer.replace("Bearer ", ""));
    }

    private MessagePage found(JsonNode search) {
        boolean bodies = search.path("bodies").asBoolean();
        List<MessageView> rows = messages.stream()
                .sorted(Comparator.comparing(MessageView::messageId).reversed())
                .filter(message -> isNullOr(
                        search.path("after"),
                        after -> message.messageId().toString().compareTo(after) < 0))
                .filter(message ->
                        isNullOr(search.path("status"), message.status().wire()::equals))
                .filter(message ->
                        isNullOr(search.path("client_id"), message.clientId().value()::equals))
                .limit(search.path("limit").asInt())
                .map(message -> bodies ? message : withoutBody(message))
                .toList();
        return new MessagePage(rows, Optional.empty());
    }

    private static boolean isNullOr(JsonNode value, Predicate<String> fits) {
        return value.isNull() || value.isMissingNode() || fits.test(value.asString());
    }

    private static MessageView withoutBody(MessageView message) {
        return new MessageView(
                message.id(),
                message.messageId(),
                message.clientId(),
                message.senderNumberMasked(),
                Optional.empty(),
                message.status(),
                message.attemptCount(),
                message.createdAt(),
                message.queuedAt(),
                message.deliveredAt());
    }

    private LoginResponse newTokens() {
        String access = "access-" + UUID.randomUUID();
        String refresh = "refresh-" + UUID.randomUUID();
        tokens.addAll(List.of(access, refresh));
        tokensEverGiven.addAll(List.of(access, refresh));
        UserView user = new UserView(
                UUID.randomUUID(),
                EMAIL,
                "super_admin",
                Optional.empty(),
                true,
                Optional.empty(),
                Instant.now(),
                Optional.empty());
        return new LoginResponse(access, refresh, "bearer", tokenSeconds, user);
    }

    private static Map<String, String> query(URI uri) {
        return Arrays.stream(uri.getQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static Reply refused(ErrorCode code) {
        return refused(code, Map.of());
    }

    private static Reply refused(ErrorCode code, Map<String, Object> details) {
        return new Reply(
                code.status(), new ErrorBody(code.code(), "refused", details, Instant.now(), "r", Optional.empty()));
    }

    private void answer(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            note(exchange);
            Reply reply = away ? refused(ErrorCode.SERVICE_UNAVAILABLE) : handler.handle(exchange);
            byte[] body = json.writeValueAsBytes(reply.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status(), reply.status() == 204 ? -1 : body.length);
            if (reply.status() != 204) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private void note(HttpExchange exchange) {
        List<String> told = exchange.getRequestHeaders().getOrDefault("X-Forwarded-For", List.of("nobody"));
        forwardedFor
                .computeIfAbsent(exchange.getRequestURI().getPath(), any -> new CopyOnWriteArrayList<>())
                .addAll(told);
    }

    private record Reply(int status, Object body) {}

    /** Answers one call. */
    private interface Handler {
        Reply handle(HttpExchange exchange) throws IOException;
    }
}
