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
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.messagebroker.admin.server.ProxyState;
import org.messagebroker.admin.server.WireJson;
import org.messagebroker.api.ErrorBody;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.LoginRequest;
import org.messagebroker.api.LoginResponse;
import org.messagebroker.api.LoginResponse.UserView;
import org.messagebroker.api.MessageView;
import org.messagebroker.api.RefreshRequest;
import tools.jackson.databind.json.JsonMapper;

/** A server that answers the portal's calls over HTTPS as the contract says, with messages that a test puts in. */
final class PortalPeer implements AutoCloseable {

    static final String PASSWORD = "correct horse battery";
    static final String EMAIL = "admin@example.org";
    static final String LOCKED_EMAIL = "locked@example.org";
    static final String CLOSED_EMAIL = "closed@example.org";

    private static final int LOCKED_SECONDS = 245;

    private final JsonMapper json = WireJson.mapper();
    private final HttpsServer server;
    private final List<MessageView> messages = new CopyOnWriteArrayList<>();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Set<String> tokensEverGiven = ConcurrentHashMap.newKeySet();
    private volatile Optional<List<ProxyState>> proxies = Optional.empty();
    private volatile long tokenSeconds = 900;
    private final AtomicInteger proxyQuestions = new AtomicInteger();
    private final Map<String, List<String>> forwardedFor = new ConcurrentHashMap<>();
    private volatile boolean away;

    PortalPeer(SSLContext tls) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/portal/auth/login", exchange -> answer(exchange, this::login));
        server.createContext("/portal/auth/refresh", exchange -> answer(exchange, this::refresh));
        server.createContext("/portal/auth/logout", exchange -> answer(exchange, this::logout));
        server.createContext("/portal/messages", exchange -> answer(exchange, this::messages));
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

    void tokensLive(long seconds) {
        tokenSeconds = seconds;
    }

    /** Whether every call is answered 503. */
    void away(boolean isAway) {
        away = isAway;
    }

    /** The proxies that have reported; who signs in may see them. */
    void proxies(List<ProxyState> reported) {
        proxies = Optional.of(List.copyOf(reported));
    }

    /** How often somebody asked for proxies, answered or not. */
    int proxyQuestions() {
        return proxyQuestions.get();
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
        return login.email().equals(CLOSED_EMAIL)
                ? refused(ErrorCode.AUTHORIZATION_ERROR)
                : new Reply(200, newTokens());
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

    private Reply messages(HttpExchange exchange) {
        if (!isSignedIn(exchange)) {
            return refused(ErrorCode.AUTHENTICATION_ERROR);
        }
        String last = exchange.getRequestURI().getPath().replaceAll(".*/", "");
        return last.equals("messages")
                ? new Reply(200, page(query(exchange.getRequestURI())))
                : messages.stream()
                        .filter(message -> message.messageId().toString().equals(last))
                        .findFirst()
                        .map(message -> new Reply(200, message))
                        .orElseGet(() -> refused(ErrorCode.NOT_FOUND));
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

    private List<MessageView> page(Map<String, String> query) {
        String after = query.getOrDefault("after", "g");
        return messages.stream()
                .sorted(Comparator.comparing(MessageView::messageId).reversed())
                .filter(message -> message.messageId().toString().compareTo(after) < 0)
                .filter(message -> query.getOrDefault(
                                "status_filter", message.status().wire())
                        .equals(message.status().wire()))
                .limit(Integer.parseInt(query.get("limit")))
                .toList();
    }

    private LoginResponse newTokens() {
        String access = "access-" + UUID.randomUUID();
        String refresh = "refresh-" + UUID.randomUUID();
        tokens.addAll(List.of(access, refresh));
        tokensEverGiven.addAll(List.of(access, refresh));
        UserView user = new UserView(
                UUID.randomUUID(), EMAIL, "super_admin", Optional.empty(), true, Optional.empty(), Instant.now());
        return new LoginResponse(access, refresh, "bearer", tokenSeconds, user);
    }

    private static Map<String, String> query(URI uri) {
        return Arrays.stream(uri.getQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static Reply refused(ErrorCode code) {
        return new Reply(
                code.status(), new ErrorBody(code.code(), "refused", Map.of(), Instant.now(), "r", Optional.empty()));
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
