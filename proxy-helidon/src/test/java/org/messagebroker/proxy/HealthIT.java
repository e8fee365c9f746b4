package org.messagebroker.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
                    "{\"certificate\":\"valid\",\"main_server\":\"healthy\",\"redis\":\"healthy\"}", sorted(health));
            assertTrue(health.path("version").isTextual());
            assertTrue(health.path("uptime_seconds").isIntegralNumber());
            assertTrue(Instant.parse(health.path("timestamp").textValue())
                    .isAfter(Instant.now().minusSeconds(5)));
            assertEquals(5, health.size());
        }
    }

    @Test
    void isDegradedAndStillAcceptsWhileTheServerIsAway() throws IOException {
        try (RunningProxy proxy = RunningProxy.start(directory)) {
            proxy.server().goAway();
            Await.until(() -> status(proxy).equals("degraded"), "the server is missed");
            assertEquals(
                    "unhealthy",
                    health(proxy).path("checks").path("main_server").textValue());
            assertEquals(200, ask(proxy).status());
            assertEquals(202, proxy.submit(Requests.GOOD).status());
            proxy.server().comeBack();
            Await.until(() -> status(proxy).equals("healthy"), "the server is seen again");
        }
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
                + ",\"redis\":" + checks.path("redis") + "}";
    }
}
