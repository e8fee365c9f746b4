package org.messagebroker.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.queue.MessageConsumer.Quarantined;
import org.messagebroker.queue.MessageConsumer.Taken;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** What was given up or set aside, and what an administrator decides about it. */
class RequeueIT {

    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    private Path directory;

    private RedisProcess redis;
    private MessageQueue queue;
    private MessageConsumer worker;

    @BeforeEach
    void start() throws IOException {
        redis = RedisProcess.start(directory);
        queue = RedisMessageQueue.open(redis.config());
        worker = RedisMessageConsumer.open(redis.config(), "w");
    }

    @AfterEach
    void stop() {
        worker.close();
        queue.close();
        redis.close();
    }

    @Test
    void aMessageThatHasJustLeftComesBackAsItWasAndWithoutAttempts() {
        Envelope message = Messages.any();
        queue.enqueue(message);
        worker.retryLater(worker.take(1, SOON), Duration.ZERO, true);
        worker.remove(worker.take(1, SOON));

        assertTrue(worker.requeue(message, 1));

        assertEquals(
                MessageStatus.QUEUED,
                queue.find(message.messageId()).orElseThrow().status());
        Taken taken = worker.take(1, SOON).getFirst();
        assertEquals(message, taken.envelope());
        assertEquals(0, taken.attempts());
        assertEquals(1, taken.epoch());
    }

    @Test
    void theSameCommandAgainQueuesNothingWhetherTheMessageIsThereOrGone() {
        Envelope message = Messages.any();
        assertTrue(worker.requeue(message, 1));
        assertTrue(worker.requeue(message, 1));
        assertEquals(1, queue.depth().messages());

        List<Taken> taken = worker.take(10, SOON);
        assertEquals(1, taken.size());
        assertTrue(worker.requeue(message, 1));
        worker.remove(taken);
        assertTrue(worker.requeue(message, 1));
        assertEquals(0, queue.depth().messages());

        assertTrue(worker.requeue(message, 2));
        assertEquals(2, worker.take(1, SOON).getFirst().epoch());
    }

    @Test
    void waitsWhileTheMessageIsInTheQueueFromBefore() {
        Envelope message = Messages.any();
        queue.enqueue(message);
        List<Taken> taken = worker.take(1, SOON);

        assertFalse(worker.requeue(message, 1));
        assertEquals(1, queue.depth().messages());

        worker.remove(taken);
        assertTrue(worker.requeue(message, 1));
        assertEquals(1, queue.depth().messages());
    }

    @Test
    void aProxysLateRepeatOfTheMessageAddsNothing() {
        Envelope message = Messages.any();
        queue.enqueue(message);
        worker.remove(worker.take(1, SOON));
        worker.requeue(message, 1);

        queue.enqueue(message);

        assertEquals(1, worker.take(10, SOON).size());
        assertEquals(1, queue.depth().messages());
    }

    @Test
    void nothingIsPutBackIntoARedisThatIsNearlyFull() {
        try (MessageConsumer tight =
                RedisMessageConsumer.open(redis.config(), Shards.USUAL, new MemoryLimit(80, 1), "tight", 1)) {
            Envelope message = Messages.any();
            assertThrows(QueueUnavailableException.class, () -> tight.requeue(message, 1));
            assertEquals(0, queue.depth().messages());
        }
    }

    @Test
    void whatCannotBeReadIsListedAndDroppedOnce() {
        Envelope message = Messages.any();
        queue.enqueue(message);
        damage(message);
        assertEquals(List.of(), worker.take(1, Duration.ofMillis(100)));

        String entry = "0/" + message.messageId();
        assertEquals(List.of(new Quarantined(entry, "garbage".length())), worker.quarantined());
        assertEquals(1, worker.depth().quarantined());

        assertFalse(worker.discardQuarantined("0/another"));
        assertTrue(worker.discardQuarantined(entry));
        assertFalse(worker.discardQuarantined(entry));
        assertEquals(List.of(), worker.quarantined());
        assertEquals(0, worker.depth().quarantined());
    }

    private void damage(Envelope message) {
        RedissonClient client = redis.client();
        try {
            client.getMap("broker:{0}:messages", StringCodec.INSTANCE)
                    .put(message.messageId().toString(), "garbage");
        } finally {
            client.shutdown();
        }
    }
}
