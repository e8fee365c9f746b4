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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Somebody has broken into the machine of Redis: he reads no message there, and makes none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SealedQueueIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String NUMBER = "+989351112233";
    private static final String BODY = "رمز شما ۴۷۱۱ است";

    private final RunningSystem system = RunningSystem.prepare("sealed");
    private final RedisFiles redis = new RedisFiles(system);

    @BeforeAll
    void startEverything() {
        system.up();
    }

    @AfterAll
    void stopWhateverHappened() {
        system.close();
    }

    @Test
    void neitherMemoryNorFilesOfRedisHoldABodyOrANumber() throws IOException {
        long worker = system.process("worker").pid();
        signal("STOP", worker);
        String id = accepted(BODY);

        assertTrue(redis.isInMemory(id), "the id is readable, so it must be found in the memory");
        assertTrue(redis.isInFiles(id), "the id is readable, so it must be found in the files");
        for (String secret : List.of(BODY, "۴۷۱۱", "9351112233")) {
            assertFalse(redis.contain(secret), secret);
        }

        signal("CONT", worker);
        awaitStored(Set.of(id));
    }

    @Test
    void messageThatWasAlteredOrRelabelledInRedisIsNeverStored() throws IOException {
        long worker = system.process("worker").pid();
        signal("STOP", worker);
        String honest = accepted("honest");
        String relabelled = accepted("relabelled");
        String altered = accepted("altered");
        assertEquals(":1", alter(relabelled, "string.gsub(e, 'demo', 'evil')"));
        assertEquals(":1", alter(altered, "string.sub(e, 1, -2) .. 'x'"));

        signal("CONT", worker);
        awaitStored(Set.of(honest));
        RunningSystem.await(
                "the queue is empty",
                PATIENCE,
                () -> system.status().path("queue").path("depth").asInt(-1) == 0);
        Set<String> delivered = delivered();
        assertFalse(delivered.contains(relabelled), "a message was sent in another's name");
        assertFalse(delivered.contains(altered), "an altered message was stored");
    }

    /** Rewrites an envelope {@code e} in Redis; answers how many scripts have done so. */
    private String alter(String id, String change) {
        String script = "local e = redis.call('HGET', KEYS[1], ARGV[1]); local f = " + change
                + "; redis.call('HSET', KEYS[1], ARGV[1], f); return e ~= f and 1 or 0";
        return redis.say("EVAL \"" + script + "\" 1 broker:{0}:messages " + id);
    }

    private String accepted(String body) throws IOException {
        Https.Answer answer = system.client().send(NUMBER, body);
        assertEquals(202, answer.status(), answer.body());
        return answer.json().path("message_id").asText();
    }

    private void awaitStored(Set<String> ids) {
        RunningSystem.await("stored: " + ids, PATIENCE, () -> delivered().containsAll(ids));
    }

    private Set<String> delivered() {
        return system.portal().all().stream()
                .filter(message -> message.path("status").asText().equals("delivered"))
                .map((JsonNode message) -> message.path("message_id").asText())
                .collect(Collectors.toSet());
    }

    private static void signal(String name, long pid) {
        BrokerCommand.execute(List.of("kill", "-" + name, Long.toString(pid))).orFail();
    }
}
