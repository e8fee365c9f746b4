package org.messagebroker.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.messagebroker.testing.Await;

/** Parts die while messages flow: every accepted message is stored, once. */
class KilledPartsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Journal journal = new Journal();

    @Test
    void storesEveryAcceptedMessageOnceThoughWorkerAndServerAreKilled() {
        try (RunningSystem system = RunningSystem.prepare("killed")) {
            system.up();
            AtomicBoolean stop = new AtomicBoolean();
            List<Thread> senders = List.of(sender(system, stop, "a"), sender(system, stop, "b"));

            awaitAccepted(100);
            kill(system, "worker");
            awaitAccepted(300);
            kill(system, "server");
            awaitAccepted(500);
            awaitRunning(system, "worker");
            awaitRunning(system, "server");
            kill(system, "worker");
            awaitAccepted(700);
            stop.set(true);
            senders.forEach(KilledPartsIT::join);

            journal.assertStoredOnce(system);
        }
    }

    private Thread sender(RunningSystem system, AtomicBoolean stop, String name) {
        ThinClient client = system.client();
        return Thread.ofVirtual().start(() -> {
            for (int i = 0; !stop.get(); i++) {
                journal.send(client, name + " سلام 👋 " + i);
            }
        });
    }

    private void awaitAccepted(int count) {
        Await.until(() -> journal.size() >= count, count + " messages accepted", PATIENCE);
    }

    private static void kill(RunningSystem system, String part) {
        assertTrue(system.process(part).destroyForcibly());
    }

    private static void awaitRunning(RunningSystem system, String part) {
        Await.until(() -> isReady(system, part), part + " is ready again", PATIENCE);
    }

    private static boolean isReady(RunningSystem system, String part) {
        for (JsonNode each : system.status().path("parts")) {
            if (each.path("name").asText().equals(part)) {
                return each.path("state").asText().equals("ready");
            }
        }
        return false;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
