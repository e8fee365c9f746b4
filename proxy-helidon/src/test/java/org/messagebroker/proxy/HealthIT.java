package org.messagebroker.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.RawTls;

/** What the proxy says about itself to anybody. */
class HealthIT {

    @TempDir
    private Path directory;

    @Test
    void answersWithoutACertificateInTheFormOfTheContract() {
        try (RunningProxy proxy = RunningProxy.start(directory, Map.of("HEALTH_EXPIRING_BEFORE", "7d"))) {
            Await.until(() -> status(proxy).equals("healthy"), "the server has been seen");
            JsonNode health = health(proxy);
            assertEquals(
                    "{\"certificate\":\"valid\",\"main_server\":\"healthy\",\"policy\":\"healthy\",\"redis\":\"healthy\"}",
                    sorted(health));
            assertTrue(health.path("version").isTextual());
            assertTrue(health.path("uptime_seconds").isIntegralNumber());
            assertTrue(Instant.parse(health.path("timestamp").textValue())
                    .isAfter(Instant.now().minusSeconds(5)));
            assertEquals(5, health.size());
        }
    }

    @Test
    void turnsYellowThenRedAndStillAcceptsWhileTheServerIsAway() throws IOException {
        try (RunningProxy proxy = RunningProxy.start(directory)) {
            proxy.server().goAway();
            proxy.clock().setAhead(Duration.ofMinutes(2));
            Await.until(() -> status(proxy).equals("degraded"), "the server is missed");
            assertEquals("degraded", mainServer(proxy));
            assertEquals(200, ask(proxy).status());
            proxy.clock().setAhead(Duration.ofHours(2));
            Await.until(() -> status(proxy).equals("unhealthy"), "the server is lost");
            assertEquals("unhealthy", mainServer(proxy));
            assertEquals(503, ask(proxy).status());
            assertEquals(202, proxy.submit(Requests.GOOD).status());
            proxy.server().comeBack();
            Await.until(() -> status(proxy).equals("healthy"), "the server is heard again");
        }
    }

    private static String mainServer(RunningProxy proxy) {
        return health(proxy).path("checks").path("main_server").textValue();
    }

    @Test
    void warnsOfACertificateThatEndsSoon() {
        try (RunningProxy proxy = RunningProxy.start(directory, Map.of("HEALTH_EXPIRING_BEFORE", "90d"))) {
            assertEquals(
                    "expiring", health(proxy).path("checks").path("certificate").textValue());
            assertEquals(200, ask(proxy).status());
        }
    }

    private static String status(RunningProxy proxy) {
        return health(proxy).path("status").textValue();
    }

    private static JsonNode health(RunningProxy proxy) {
        return Requests.json(ask(proxy));
    }

    private static RawTls.Answer ask(RunningProxy proxy) {
        try (RawTls anybody = proxy.connectWithoutCertificate()) {
            return Requests.get(anybody, "/api/v1/health");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sorted(JsonNode health) {
        JsonNode checks = health.path("checks");
        return "{\"certificate\":" + checks.path("certificate") + ",\"main_server\":" + checks.path("main_server")
                + ",\"policy\":" + checks.path("policy") + ",\"redis\":" + checks.path("redis") + "}";
    }
}
