package org.messagebroker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.messagebroker.testing.Await;

/** The clients' own record of what was accepted: the body by message id, for each 202. Thread-safe. */
final class Journal {

    private static final String NUMBER = "+989121234567";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Map<String, String> accepted = new ConcurrentHashMap<>();

    int size() {
        return accepted.size();
    }

    /**
     * Hands a message in, once. No answer is no acceptance: the client would send the message again, as another one.
     *
     * @return the status; 0 if there was no answer
     */
    int send(ThinClient client, String body) {
        try {
            Https.Answer answer = client.send(NUMBER, body);
            if (answer.status() == 202) {
                accepted.put(answer.json().path("message_id").asText(), body);
            }
            return answer.status();
        } catch (IOException noAnswer) {
            return 0;
        }
    }

    /** Waits until the queue is empty, then compares every accepted message with what is stored. */
    void assertStoredOnce(RunningSystem system) {
        Await.until(() -> system.status().path("queue").path("depth").asInt(-1) == 0, "the queue is empty", PATIENCE);
        List<JsonNode> stored = system.portal().all();
        Map<String, Long> copies = stored.stream().collect(Collectors.groupingBy(Journal::id, Collectors.counting()));
        assertTrue(copies.values().stream().allMatch(count -> count == 1), "a message is stored twice");
        assertEquals(
                accepted,
                stored.stream()
                        .filter(message -> accepted.containsKey(id(message)))
                        .collect(Collectors.toMap(
                                Journal::id,
                                message -> message.path("message_body").asText())));
    }

    private static String id(JsonNode message) {
        return message.path("message_id").asText();
    }
}
