package org.messagebroker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.messagebroker.testing.Await;

/** Somebody has broken into the machine of Redis: he reads no message there, and makes none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SealedQueueIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String NUMBER = "+989351112233";
    private static final String BODY = "رمز شما ۴۷۱۱ است";

    @RegisterExtension
    private final RunningSystem system = RunningSystem.prepare("sealed");

    private final RedisFiles redis = new RedisFiles(system);

    @Test
    void neitherMemoryNorFilesOfRedisHoldABodyOrANumber() throws IOException {
        String id;
        try (HeldPart _ = system.hold("worker")) {
            id = accepted(BODY);
            assertTrue(redis.isInMemory(id), "the id is readable, so it must be found in the memory");
            assertTrue(redis.isInFiles(id), "the id is readable, so it must be found in the files");
            for (String secret : List.of(BODY, "۴۷۱۱", "9351112233")) {
                assertFalse(redis.contain(secret), secret);
            }
        }
        awaitStored(Set.of(id));
    }

    @Test
    void messageThatWasAlteredOrRelabelledInRedisIsNeverStored() throws IOException {
        String honest;
        String relabelled;
        String altered;
        try (HeldPart _ = system.hold("worker")) {
            honest = accepted("honest");
            relabelled = accepted("relabelled");
            altered = accepted("altered");
            redis.alter(relabelled, "string.gsub(e, 'demo', 'evil')");
            redis.spoil(altered);
        }
        awaitStored(Set.of(honest));
        Await.until(() -> system.status().path("queue").path("depth").asInt(-1) == 0, "the queue is empty", PATIENCE);
        Set<String> delivered = delivered();
        assertFalse(delivered.contains(relabelled), "a message was sent in another's name");
        assertFalse(delivered.contains(altered), "an altered message was stored");
    }

    private String accepted(String body) throws IOException {
        Https.Answer answer = system.client().send(NUMBER, body);
        assertEquals(202, answer.status(), answer.body());
        return answer.json().path("message_id").asText();
    }

    private void awaitStored(Set<String> ids) {
        Await.until(() -> delivered().containsAll(ids), "stored: " + ids, PATIENCE);
    }

    private Set<String> delivered() {
        return system.portal().all().stream()
                .filter(message -> message.path("status").asText().equals("delivered"))
                .map((JsonNode message) -> message.path("message_id").asText())
                .collect(Collectors.toSet());
    }
}
