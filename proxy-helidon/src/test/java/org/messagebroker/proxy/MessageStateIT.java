package org.messagebroker.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageState;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.queue.MessageConsumer;
import org.messagebroker.queue.RedisMessageConsumer;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.RawTls;

/** Asking where a message stands, told from the queue and from the server. */
class MessageStateIT {

    @TempDir
    private static Path directory;

    private static RunningProxy proxy;

    @BeforeAll
    static void start() {
        proxy = RunningProxy.start(directory);
    }

    @AfterAll
    static void stop() {
        proxy.close();
    }

    @Test
    void tellsOfAQueuedMessage() throws IOException {
        JsonNode accepted = Requests.json(proxy.submit(Requests.GOOD));
        JsonNode state = state(accepted.path("message_id").textValue());
        assertEquals(accepted.path("message_id"), state.path("message_id"));
        assertEquals("shop-1", state.path("client_id").textValue());
        assertEquals("queued", state.path("status").textValue());
        assertEquals(accepted.path("queued_at"), state.path("queued_at"));
        assertEquals(0, state.path("attempt_count").intValue());
        assertFalse(state.hasNonNull("delivered_at"));
        assertFalse(state.toString().contains("989121234567"));
    }

    @Test
    void tellsThatAMessageIsBeingProcessedAndHowOftenItWasTried() throws IOException {
        String id = accepted();
        try (MessageConsumer worker = RedisMessageConsumer.open(proxy.redisConfig(), "test")) {
            List<MessageConsumer.Taken> all = worker.take(1000, Duration.ofSeconds(5));
            worker.retryLater(all, Duration.ofMinutes(10), true);
            JsonNode state = state(id);
            assertEquals("processing", state.path("status").textValue());
            assertEquals(1, state.path("attempt_count").intValue());
        }
    }

    @Test
    void tellsOfADeliveredMessageWhatTheServerSays() throws IOException {
        MessageId id = MessageId.create(InstantSource.system());
        Instant delivered = Instant.parse("2026-11-23T21:30:00.120Z");
        proxy.server()
                .knows(new MessageState(
                        id, new ClientId("shop-1"), MessageStatus.DELIVERED, id.time(), Optional.of(delivered), 2));
        JsonNode state = state(id.toString());
        assertEquals("delivered", state.path("status").textValue());
        assertEquals(delivered, Instant.parse(state.path("delivered_at").textValue()));
        assertEquals(2, state.path("attempt_count").intValue());
    }

    @Test
    void saysNotFoundForAMessageThatNobodyKnows() throws IOException {
        Problems.assertProblem(
                404, "not_found", ask(MessageId.create(InstantSource.system()).toString()));
    }

    @Test
    void doesNotSayNotFoundForAMessageThatIsQuarantined() throws IOException {
        String id = accepted();
        RedisConsole.say(proxy.redis(), "HSET broker:{0}:messages " + id + " garbage");
        try (MessageConsumer worker = RedisMessageConsumer.open(proxy.redisConfig(), "test")) {
            worker.take(1000, Duration.ofSeconds(5));
            Await.until(() -> worker.depth().quarantined() > 0, "the message is quarantined");
            Problems.assertRetryLater(ask(id));
        }
    }

    @Test
    void answersForAnotherClientsMessageAsForNone() throws IOException {
        String id = accepted();
        try (RawTls other = proxy.connect(proxy.issue("shop-2"))) {
            Problems.assertProblem(404, "not_found", Requests.get(other, Requests.MESSAGES + "/" + id));
        }
        assertEquals(200, ask(id).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "01936b5e-7c1b-4abc-8def-0123456789ab", "x%0a", "..%2f..%2fhealth"})
    void refusesWhatIsNotAMessageId(String id) throws IOException {
        RawTls.Answer answer = ask(id);
        assertTrue(List.of(400, 404).contains(answer.status()), answer.head());
        assertFalse(answer.status() == 404 && !id.contains("%"), "a malformed id is told as such");
    }

    @Test
    void asksForACertificate() throws IOException {
        try (RawTls nobody = proxy.connectWithoutCertificate()) {
            Problems.assertProblem(
                    401, "authentication_error", Requests.get(nobody, Requests.MESSAGES + "/" + accepted()));
        }
    }

    @Test
    void answersFromTheQueueWhileTheServerIsAway() throws IOException {
        String id = accepted();
        String elsewhere = MessageId.create(InstantSource.system()).toString();
        proxy.server().goAway();
        try {
            assertEquals(200, ask(id).status());
            Problems.assertRetryLater(ask(elsewhere));
        } finally {
            proxy.server().comeBack();
        }
        Problems.assertProblem(404, "not_found", ask(elsewhere));
    }

    private static String accepted() throws IOException {
        return Requests.json(proxy.submit(Requests.GOOD)).path("message_id").textValue();
    }

    private static JsonNode state(String id) throws IOException {
        RawTls.Answer answer = ask(id);
        assertEquals(200, answer.status(), answer.body());
        return Requests.json(answer);
    }

    private static RawTls.Answer ask(String id) throws IOException {
        return proxy.get(Requests.MESSAGES + "/" + id);
    }
}
