package org.messagebroker.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.RegisterRequest.Registration;
import org.messagebroker.testing.Await;

/** Accepted messages become visible at the server early, and nothing waits for it. */
class RegistrationIT {

    @TempDir
    private Path directory;

    @Test
    void registersAnAcceptedMessage() throws IOException {
        try (RunningProxy proxy = RunningProxy.start(directory)) {
            JsonNode accepted = Requests.json(proxy.submit(Requests.GOOD));
            Await.until(() -> !proxy.server().registered().isEmpty(), "the message is registered");
            Registration registration = proxy.server().registered().getFirst();
            assertEquals(
                    accepted.path("message_id").textValue(),
                    registration.messageId().toString());
            assertEquals("shop-1", registration.clientId().value());
            assertEquals(Instant.parse(accepted.path("queued_at").textValue()), registration.acceptedAt());
        }
    }

    @Test
    void acceptsWithoutDelayAndDropsRegistrationsWhileTheServerIsAway() throws IOException {
        try (RunningProxy proxy =
                RunningProxy.start(directory, Map.of("REGISTER_CAPACITY", "2", "REGISTER_PAUSE", "5s"))) {
            proxy.server().goAway();
            long begin = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertEquals(202, proxy.submit(Requests.GOOD).status());
            }
            assertTrue(Duration.ofNanos(System.nanoTime() - begin).toSeconds() < 5);
            Await.until(() -> counts(proxy, "full"), "those beyond the capacity are counted");
            Await.until(() -> counts(proxy, "server"), "those not taken are counted");
        }
    }

    @Test
    void registersNewMessagesWhenTheServerIsBack() throws IOException {
        try (RunningProxy proxy = RunningProxy.start(directory)) {
            proxy.server().goAway();
            assertEquals(202, proxy.submit(Requests.GOOD).status());
            Await.until(() -> counts(proxy, "server"), "the first is dropped");
            proxy.server().comeBack();
            assertEquals(202, proxy.submit(Requests.GOOD).status());
            Await.until(() -> !proxy.server().registered().isEmpty(), "the next is registered");
        }
    }

    private static boolean counts(RunningProxy proxy, String reason) {
        String metric = "proxy_registrations_dropped_total{reason=\"" + reason + "\"} ";
        return proxy.metrics().lines().anyMatch(line -> line.startsWith(metric) && !line.endsWith(" 0.0"));
    }
}
