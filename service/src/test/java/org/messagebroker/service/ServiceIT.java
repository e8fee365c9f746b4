package org.messagebroker.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.service.json.JsonBody;
import org.messagebroker.testing.RawTls;

class ServiceIT {

    @TempDir
    private Path directory;

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch finish = new CountDownLatch(1);
    private ServiceFixture fixture;

    private void start(Map<String, String> settings) {
        fixture = ServiceFixture.start(
                directory,
                settings,
                routes -> routes.get("/fail", (request, response) -> {
                            throw new IllegalStateException("a secret of the inside");
                        })
                        .get("/busy", (request, response) -> {
                            throw Problem.unavailable("The queue is away.", Duration.ofMillis(1500))
                                    .with("part", "queue");
                        })
                        .get("/missing/{id}", (request, response) -> {
                            throw Problem.of(ErrorCode.NOT_FOUND, "No such thing.");
                        })
                        .get("/wait", (request, response) -> {
                            entered.countDown();
                            finish.await();
                            JsonBody.send(response, 200, Map.of("waited", true));
                        }));
    }

    @AfterEach
    void stop() {
        finish.countDown();
        fixture.close();
    }

    @Test
    void answersAnUnknownPathWith404() throws IOException {
        start(Map.of());
        assertError(404, "not_found", get("/nowhere"));
    }

    @Test
    void answersAWrongMethodWith405AndTheRightOnes() throws IOException {
        start(Map.of());
        RawTls.Answer answer = send("DELETE /hello HTTP/1.1\r\nHost: a\r\n\r\n");
        assertError(405, "method_not_allowed", answer);
        assertEquals("GET", answer.header("Allow").orElseThrow());
    }

    @Test
    void answersAMethodThatNobodyKnowsWith405() throws IOException {
        start(Map.of());
        assertError(405, "method_not_allowed", send("BREW /hello HTTP/1.1\r\nHost: a\r\n\r\n"));
    }

    @Test
    void tellsNothingOfAFailureInside() throws IOException {
        start(Map.of());
        RawTls.Answer answer = get("/fail");
        assertError(500, "internal_error", answer);
        assertFalse(answer.body().contains("secret") || answer.body().contains("Exception"), answer.body());
    }

    @Test
    void tellsWhenToComeBack() throws IOException {
        start(Map.of());
        RawTls.Answer answer = get("/busy");
        assertError(503, "service_unavailable", answer);
        assertEquals("2", answer.header("Retry-After").orElseThrow());
        assertTrue(answer.body().contains("\"retry_after\":2"), answer.body());
        assertTrue(answer.body().contains("\"details\":{\"part\":\"queue\"}"), answer.body());
    }

    @Test
    void refusesABodyThatIsNotDeclaredAsJson() throws IOException {
        start(Map.of());
        String body = "Content-Length: 2\r\n\r\n{}";
        assertError(415, "unsupported_media_type", send("POST /echo HTTP/1.1\r\nHost: a\r\n" + body));
        assertError(415, "unsupported_media_type", post("text/plain", "{}"));
        assertError(415, "unsupported_media_type", post("application/json; charset=latin1", "{}"));
        assertEquals(200, post("application/json; charset=UTF-8", "{}").status());
    }

    @Test
    void refusesAnEmptyBody() throws IOException {
        start(Map.of());
        assertError(400, "validation_error", post("application/json", ""));
    }

    @Test
    void completesEveryAnswer() throws IOException {
        start(Map.of());
        RawTls.Answer answer = get("/hello");
        assertEquals("nosniff", answer.header("X-Content-Type-Options").orElseThrow());
        assertEquals("no-store", answer.header("Cache-Control").orElseThrow());
        assertEquals(36, answer.header("X-Request-Id").orElseThrow().length());
        assertTrue(answer.header("Server").isEmpty());
    }

    @Test
    void makesItsOwnRequestId() throws IOException {
        start(Map.of());
        RawTls.Answer answer = send("GET /nowhere HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine\r\n\r\n");
        assertFalse(answer.body().contains("mine"), answer.body());
        assertTrue(answer.body().contains(answer.header("X-Request-Id").orElseThrow()), answer.body());
    }

    @Test
    void refusesMoreRequestsAtOnceThanAreSet() throws Exception {
        start(Map.of("server.max-concurrent-requests", "1"));
        try (RawTls first = fixture.client()) {
            first.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
            entered.await();
            RawTls.Answer answer = get("/hello");
            assertError(503, "service_unavailable", answer);
            assertTrue(answer.header("Retry-After").isPresent());
            finish.countDown();
            assertEquals(200, first.read().orElseThrow().status());
        }
    }

    @Test
    void finishesARequestUnderWayWhenItStops() throws Exception {
        start(Map.of());
        int port = fixture.service().port();
        try (RawTls raw = fixture.client()) {
            raw.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
            entered.await();
            CompletableFuture<Void> stopped =
                    CompletableFuture.runAsync(() -> fixture.service().close());
            awaitStatus(503, "/health/ready");
            finish.countDown();
            RawTls.Answer answer = raw.read().orElseThrow();
            assertEquals(200, answer.status());
            assertEquals("close", answer.header("Connection").orElseThrow());
            stopped.join();
        }
        assertThrows(IOException.class, () -> RawTls.connect(port, fixture.context(Optional.empty())));
    }

    @Test
    void tellsProbesThatItIsUp() throws Exception {
        start(Map.of());
        for (String probe : new String[] {"live", "started", "ready"}) {
            HttpResponse<String> answer = manage("/health/" + probe);
            assertEquals(200, answer.statusCode());
            assertTrue(answer.body().startsWith("{\"status\":\"up\""), answer.body());
        }
    }

    @Test
    void isNotReadyWhileAPartIsAway() throws Exception {
        start(Map.of());
        try (Service service = Service.builder("other", fixture.settings(Map.of()))
                .readiness("redis", () -> Optional.of("does not answer"))
                .start()) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(request(service.managementPort(), "/health/ready"), HttpResponse.BodyHandlers.ofString());
            assertEquals(503, answer.statusCode());
            assertEquals("{\"status\":\"down\",\"checks\":{\"redis\":\"does not answer\"}}", answer.body());
        }
    }

    @Test
    void countsRequestsUnderTheirRouteAndNotTheirPath() throws Exception {
        start(Map.of());
        get("/things/42");
        get("/missing/43");
        get("/nowhere/44");
        send("get /hello HTTP/1.1\r\nHost: a\r\n\r\n");
        String metrics = manage("/metrics").body();
        assertCounted(metrics, "test_requests_total{endpoint=\"/things/{id}\",method=\"GET\",status=\"200\"} 1.0");
        assertCounted(metrics, "test_requests_total{endpoint=\"/missing/{id}\",method=\"GET\",status=\"404\"} 1.0");
        assertCounted(metrics, "test_requests_total{endpoint=\"other\",method=\"other\",status=\"404\"} 1.0");
        assertCounted(metrics, "test_requests_total{endpoint=\"other\",method=\"other\",status=\"400\"} 1.0");
        assertCounted(metrics, "test_request_duration_seconds_count{endpoint=\"/things/{id}\",method=\"GET\"} 1");
    }

    @Test
    void writesMetricsUnderExactlyTheNameGiven() throws Exception {
        start(Map.of());
        fixture.service()
                .metrics()
                .counter("proxy_messages_failed_total", "help", "reason", "redis")
                .increment();
        fixture.service().metrics().gauge("redis_queue_size", "help", () -> 7);
        fixture.service().metrics().timer("worker_queue_wait_seconds", "help").record(Duration.ofMillis(3));
        String metrics = manage("/metrics").body();
        assertCounted(metrics, "proxy_messages_failed_total{reason=\"redis\"} 1.0");
        assertCounted(metrics, "redis_queue_size 7.0");
        assertCounted(metrics, "worker_queue_wait_seconds_bucket{le=\"0.005\"} 1");
    }

    private void awaitStatus(int status, String path) throws Exception {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (manage(path).statusCode() != status) {
            assertTrue(System.nanoTime() < until, path + " never told " + status);
        }
    }

    private static void assertCounted(String metrics, String line) {
        assertTrue(
                metrics.contains("\n" + line + "\n"), metrics.replaceAll("(?m)^(?!test_|proxy|redis|worker).*\n", ""));
    }

    private HttpResponse<String> manage(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(request(fixture.service().managementPort(), path), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    private RawTls.Answer get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
    }

    private RawTls.Answer post(String type, String body) throws IOException {
        return send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body);
    }

    private RawTls.Answer send(String request) throws IOException {
        try (RawTls raw = fixture.client()) {
            return raw.send(request).read().orElseThrow();
        }
    }

    private static void assertError(int status, String code, RawTls.Answer answer) {
        assertEquals(status, answer.status(), answer.head() + answer.body());
        assertTrue(answer.body().contains("\"error\":\"" + code + "\""), answer.body());
        assertTrue(answer.body()
                .contains("\"request_id\":\"" + answer.header("X-Request-Id").orElseThrow() + "\""));
    }
}
