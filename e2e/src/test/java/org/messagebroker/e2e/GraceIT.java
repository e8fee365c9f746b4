package org.messagebroker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.messagebroker.testing.Await;

/** The server is away: the proxy accepts as long as it may, says how it is, and goes on by itself. */
class GraceIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int GRACE_SECONDS = 30;
    private static final Map<String, String> SOON =
            Map.of("HEALTH_SERVER_MISSED_AFTER", "5s", "HEALTH_SERVER_LOST_AFTER", "15s", "POLICY_POLL_WAIT", "2s");

    private final Journal journal = new Journal();
    private int sent;

    @Test
    void acceptsWithinTheGraceThenRefusesAndOpensByItselfWithNothingLost() {
        try (RunningSystem system = RunningSystem.prepare("grace", SOON)) {
            system.up();
            ThinClient client = system.client();
            shortenGrace(system);

            try (HeldPart _ = system.hold("server")) {
                assertEquals(200, untilServerIs("degraded", system, client));
                assertEquals(503, untilServerIs("unhealthy", system, client));
                int beforeTheEnd = journal.size();
                untilAnswered(client, status -> status == 503);
                assertTrue(journal.size() > beforeTheEnd, "nothing was accepted between red and the end of the grace");
            }

            untilAnswered(client, status -> status == 202);
            assertEquals(200, untilServerIs("healthy", system, client));
            journal.assertStoredOnce(system);
        }
    }

    /** As soon as the proxy has confirmed it, the demonstration client may send this long without the server. */
    private static void shortenGrace(RunningSystem system) {
        Administrator administrator = Administrator.of(system);
        administrator.server().put("/admin/clients/demo", Map.of("grace_seconds", GRACE_SECONDS));
        Await.until(
                () -> administrator
                        .server()
                        .get("/admin/policy")
                        .path("unconfirmed")
                        .isEmpty(),
                "the proxy obeys the newest policy",
                PATIENCE);
    }

    /** Hands messages in, each of which must be accepted, until the proxy says so of the server; returns health's status. */
    private int untilServerIs(String word, RunningSystem system, ThinClient client) {
        Https anybody = Https.trusting(system.certificates().resolve("ca.crt"), system.port(8001));
        AtomicInteger status = new AtomicInteger();
        Await.until(
                () -> {
                    assertEquals(202, send(client));
                    Https.Answer health = ask(anybody);
                    status.set(health.status());
                    return health.json()
                            .path("checks")
                            .path("main_server")
                            .asText()
                            .equals(word);
                },
                "health says of the server: " + word,
                PATIENCE);
        return status.get();
    }

    private void untilAnswered(ThinClient client, IntPredicate asWished) {
        Await.until(() -> asWished.test(send(client)), "an answer as wished", PATIENCE);
    }

    private int send(ThinClient client) {
        sent++;
        return journal.send(client, "سلام " + sent);
    }

    private static Https.Answer ask(Https anybody) {
        try {
            return anybody.send("GET", "/api/v1/health", "");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
