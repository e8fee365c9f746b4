package org.messagebroker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Parts die while messages flow: every accepted message is stored, once. */
class KilledPartsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String NUMBER = "+989121234567";

    /** The client's own journal: body by message id, for each 202. */
    private final Map<String, String> accepted = new ConcurrentHashMap<>();

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

            RunningSystem.await(
                    "the queue is empty",
                    PATIENCE,
                    () -> system.status().path("queue").path("depth").asInt(-1) == 0);
            assertStoredOnce(system.portal().all());
        }
    }

    private void assertStoredOnce(List<JsonNode> stored) {
        Map<String, Long> copies = stored.stream()
                .collect(Collectors.groupingBy(
                        message -> message.path("message_id").asText(), Collectors.counting()));
        assertTrue(copies.values().stream().allMatch(count -> count == 1), "a message is stored twice");
        Map<String, String> bodies = stored.stream()
                .filter(message ->
                        accepted.containsKey(message.path("message_id").asText()))
                .collect(Collectors.toMap(
                        message -> message.path("message_id").asText(),
                        message -> message.path("message_body").asText()));
        assertEquals(accepted, bodies);
    }

    private Thread sender(RunningSystem system, AtomicBoolean stop, String name) {
        ThinClient client = system.client();
        return Thread.ofVirtual().start(() -> {
            for (int i = 0; !stop.get(); i++) {
                sendOne(client, name + " سلام 👋 " + i);
            }
        });
    }

    /** No answer is no acceptance: the client would send the message again, as another one. */
    private void sendOne(ThinClient client, String body) {
        try {
            Https.Answer answer = client.send(NUMBER, body);
            if (answer.status() == 202) {
                accepted.put(answer.json().path("message_id").asText(), body);
            }
        } catch (IOException noAnswer) {
            Thread.onSpinWait();
        }
    }

    private void awaitAccepted(int count) {
        RunningSystem.await(count + " messages accepted", PATIENCE, () -> accepted.size() >= count);
    }

    private static void kill(RunningSystem system, String part) {
        assertTrue(system.process(part).destroyForcibly());
    }

    private static void awaitRunning(RunningSystem system, String part) {
        RunningSystem.await(part + " is ready again", PATIENCE, () -> isReady(system, part));
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
