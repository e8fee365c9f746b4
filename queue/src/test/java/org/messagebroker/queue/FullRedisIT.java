package org.messagebroker.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.queue.EnqueueOutcome.Enqueued;
import org.messagebroker.queue.EnqueueOutcome.Refused;
import org.messagebroker.queue.MessageConsumer.Taken;
import org.messagebroker.testing.Await;

/** A Redis with little memory: messages, their keys and their nonces fill it, delivery empties it. */
class FullRedisIT {

    private static final int LARGE = 4000;
    /** So much that a second, after which the proxy looks again, cannot fill what is left above the limit. */
    private static final String MEMORY = "96mb";

    @TempDir
    private Path directory;

    private RedisProcess redis;
    private MessageQueue queue;

    @BeforeEach
    void start() throws IOException {
        redis = RedisProcess.start(directory, "--maxmemory", MEMORY, "--maxmemory-policy", "noeviction");
        queue = RedisMessageQueue.open(redis.config());
    }

    @AfterEach
    void stop() {
        queue.close();
        redis.close();
    }

    @Test
    void closesBeforeRedisRefusesWritesIsEmptiedAndOpensAgain() {
        Set<MessageId> accepted = new HashSet<>();
        fill(accepted);
        assertTrue(accepted.size() > 100, () -> "only " + accepted.size());
        String fault = faultAfterFilling(accepted);
        assertTrue(fault.contains("above the limit of 76 MB"), fault);

        Set<MessageId> delivered = new HashSet<>();
        try (MessageConsumer worker = RedisMessageConsumer.open(redis.config(), "w")) {
            while (delivered.size() < accepted.size()) {
                List<Taken> taken = worker.take(100, Duration.ofSeconds(5));
                taken.forEach(each -> delivered.add(each.id()));
                worker.remove(taken);
            }
        }
        assertEquals(accepted, delivered);
        Await.until(() -> enqueue(new HashSet<>()) instanceof Enqueued);
    }

    /** What health says when Redis is full. The memory of what has just been sent is free again a moment later. */
    private String faultAfterFilling(Set<MessageId> accepted) {
        AtomicReference<List<String>> faults = new AtomicReference<>(List.of());
        Await.until(() -> {
            fill(accepted);
            faults.set(queue.health().faults());
            return !faults.get().isEmpty();
        });
        return faults.get().getFirst();
    }

    /** Until Redis is full. Nothing but the limit may refuse. */
    private void fill(Set<MessageId> accepted) {
        EnqueueOutcome outcome = enqueue(accepted);
        while (outcome instanceof Enqueued) {
            outcome = enqueue(accepted);
        }
        String reason = assertInstanceOf(Refused.class, outcome).reason();
        assertTrue(reason.contains("above the limit"), reason);
    }

    private EnqueueOutcome enqueue(Set<MessageId> accepted) {
        Envelope message = Messages.any().as(Envelope.SEALED, new byte[LARGE]);
        String once = UUID.randomUUID().toString();
        Guards guards =
                Guards.NONE.withKey(once, new byte[32]).withNonce(new Guards.Nonce(once, Instant.now()), new byte[32]);
        EnqueueOutcome outcome = queue.enqueue(message, guards);
        if (outcome instanceof Enqueued) {
            accepted.add(message.messageId());
        }
        return outcome;
    }
}
