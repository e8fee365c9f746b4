package org.messagebroker.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.messagebroker.queue.Answer.Given;
import org.messagebroker.queue.Answer.Refused;
import org.messagebroker.queue.Answer.Silent;

/** What the answers to a script, and to what is sent behind it to reach the replicas, say of the script. */
class ReplicatedCallsIT {

    private static final String OOM = "-OOM command not allowed when used memory > 'maxmemory'.";
    private static final String READONLY = "-READONLY You can't write against a read only replica.";

    private static final Map<String, String> ALL_WELL =
            Map.of("PING", "+PONG", "EVALSHA", "*1\r\n:7", "WAITAOF", "*2\r\n:1\r\n:1");

    @Test
    void isGivenWhenTheReplicaHasConfirmed() throws IOException {
        assertEquals(7, assertInstanceOf(Given.class, answer(Map.of())).number(0));
    }

    @Test
    void isUnknownWhenTheScriptRanAndTheMarkBehindItWasRefused() throws IOException {
        Silent full = assertInstanceOf(Silent.class, answer(Map.of("SET", OOM)));
        assertTrue(full.reason().contains("has it, but not enough replicas have"), full.reason());
        assertInstanceOf(Silent.class, answer(Map.of("SET", READONLY)));
    }

    @Test
    void isUnknownWhenTheScriptRanAndTheReplicasCouldNotBeWaitedFor() throws IOException {
        assertInstanceOf(Silent.class, answer(Map.of("WAITAOF", "-ERR unknown command")));
        assertInstanceOf(Silent.class, answer(Map.of("WAITAOF", "*2\r\n:1\r\n:0")));
    }

    @Test
    void isRefusedWhenTheScriptItselfWas() throws IOException {
        assertInstanceOf(Refused.class, answer(Map.of("EVALSHA", OOM)));
        assertInstanceOf(Refused.class, answer(Map.of("EVALSHA", READONLY, "SET", READONLY)));
    }

    private static Answer answer(Map<String, String> others) throws IOException {
        Map<String, String> answers = new HashMap<>(ALL_WELL);
        answers.putAll(others);
        try (FakeRedis fake = FakeRedis.start(answers);
                Redis redis = new Redis(fake.config()
                        .withTimes(Duration.ofMillis(500), Duration.ofMillis(500))
                        .withReplicas(1))) {
            return redis.ask(Shard.FIRST, Script.ENQUEUE);
        }
    }
}
