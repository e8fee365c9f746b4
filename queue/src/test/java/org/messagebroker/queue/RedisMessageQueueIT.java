package org.messagebroker.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageState;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.queue.EnqueueOutcome.Enqueued;
import org.messagebroker.queue.EnqueueOutcome.Refused;
import org.messagebroker.queue.EnqueueOutcome.Unknown;
import org.messagebroker.queue.MessageConsumer.Taken;
import org.messagebroker.testing.Await;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNode.InfoSection;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.Codec;
import org.redisson.client.codec.StringCodec;
import org.redisson.codec.CompositeCodec;

class RedisMessageQueueIT {

    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    Path directory;

    private RedisProcess redis;
    private MessageQueue queue;

    @BeforeEach
    void open() throws IOException {
        redis = RedisProcess.start(directory);
        queue = RedisMessageQueue.open(redis.config());
    }

    @AfterEach
    void close() {
        redis.resume();
        queue.close();
        redis.close();
    }

    @Test
    void keepsAMessageWhenRedisIsKilledRightAfterTheAnswer() throws IOException {
        Envelope message = Messages.any();
        assertEquals(new Enqueued(1, Optional.empty()), queue.enqueue(message));
        redis.kill();
        redis.startAgain();
        try (MessageConsumer consumer = RedisMessageConsumer.open(redis.config(), "w")) {
            assertEquals(List.of(message), envelopes(consumer.take(10, SOON)));
        }
    }

    @Test
    void takesAMessageOnceHoweverOftenItIsEnqueued() {
        Envelope message = Messages.any();
        assertEquals(new Enqueued(1, Optional.empty()), queue.enqueue(message));
        assertEquals(new Enqueued(1, Optional.empty()), queue.enqueue(message));
        try (MessageConsumer consumer = RedisMessageConsumer.open(redis.config(), "w")) {
            List<Taken> taken = consumer.take(10, SOON);
            assertEquals(1, taken.size());
            assertEquals(new Enqueued(1, Optional.empty()), queue.enqueue(message));
            consumer.remove(taken);
            assertEquals(new Enqueued(0, Optional.empty()), queue.enqueue(message), "just after its removal");
            assertEquals(List.of(), consumer.take(10, Duration.ZERO));
        }
    }

    @Test
    void saysUnknownWhenRedisStallsAndMakesNoDuplicateWhenItGoesOn() {
        Envelope message = Messages.any();
        redis.stall();
        long start = System.nanoTime();
        assertInstanceOf(Unknown.class, queue.enqueue(message));
        assertTrue(Duration.ofNanos(System.nanoTime() - start).compareTo(SOON) < 0, "in a few seconds");
        redis.resume();
        Await.until(() -> queue.enqueue(message) instanceof Enqueued);
        assertEquals(1, queue.depth().messages());
        try (MessageConsumer consumer = RedisMessageConsumer.open(redis.config(), "w")) {
            assertEquals(List.of(message), envelopes(consumer.take(10, SOON)));
            assertEquals(List.of(), consumer.take(10, Duration.ZERO));
        }
    }

    @Test
    void succeedsWhenRedisGoesOnBeforeTheDeadline() {
        Envelope message = Messages.any();
        redis.stall();
        Thread.ofVirtual().start(() -> {
            long end = System.nanoTime() + Duration.ofMillis(1500).toNanos();
            Await.until(() -> System.nanoTime() > end);
            redis.resume();
        });
        assertEquals(new Enqueued(1, Optional.empty()), queue.enqueue(message));
        assertEquals(1, queue.depth().messages());
    }

    @Test
    void refusesWhileRedisIsDownAndAcceptsWhenItIsBack() throws IOException {
        redis.kill();
        Await.until(() -> queue.enqueue(Messages.any()) instanceof Refused);
        assertFalse(queue.health().isUp());
        redis.startAgain();
        Await.until(() -> queue.enqueue(Messages.any()) instanceof Enqueued);
        assertTrue(queue.health().isUp());
        assertEquals(1, queue.depth().messages());
    }

    @Test
    void refusesAfterARestartWithoutDurability() throws IOException {
        queue.enqueue(Messages.any());
        redis.kill();
        try (RedisProcess weaker = redis.successor("--appendfsync", "everysec")) {
            Await.until(() ->
                    queue.enqueue(Messages.any()) instanceof Refused(String reason) && reason.contains("appendfsync"));
            assertEquals(1, queue.depth().messages(), "only the first message is there " + weaker);
        }
    }

    @Test
    void namesEachSettingThatIsNotDurable() {
        assertEquals(List.of(), queue.health().faults());
        set("appendonly", "no");
        set("appendfsync", "everysec");
        set("no-appendfsync-on-rewrite", "yes");
        set("maxmemory-policy", "allkeys-lru");
        String faults = String.join("\n", queue.health().faults());
        assertEquals("""
                Redis setting appendfsync is everysec, must be always
                Redis setting appendonly is no, must be yes
                Redis setting maxmemory-policy is allkeys-lru, must be noeviction
                Redis setting no-appendfsync-on-rewrite is yes, must be no""", faults);
        Await.until(() -> queue.enqueue(Messages.any()) instanceof Refused);
        set("appendonly", "yes");
        set("appendfsync", "always");
        set("no-appendfsync-on-rewrite", "no");
        set("maxmemory-policy", "noeviction");
        Await.until(() -> queue.enqueue(Messages.any()) instanceof Enqueued);
    }

    @Test
    void takesNothingUntilTheAppendOnlyFileIsWrittenForTheFirstTime() throws IOException {
        queue.enqueue(Messages.any());
        set("appendonly", "no");
        Await.until(() -> queue.enqueue(Messages.any()) instanceof Refused);
        makeRewritesSlow();
        set("appendonly", "yes");
        Await.until(() -> queue.enqueue(Messages.any()) instanceof Refused(String reason)
                && reason.contains("still writing its append-only file"));
        assertFalse(queue.health().isUp());

        Await.until(() -> queue.enqueue(Messages.any()) instanceof Enqueued);
        long accepted = queue.depth().messages();
        redis.kill();
        redis.startAgain();
        assertEquals(accepted, queue.depth().messages());
    }

    @Test
    void goesOnWhileTheAppendOnlyFileIsRewritten() throws IOException {
        queue.enqueue(Messages.any());
        makeRewritesSlow();
        redis.tell("BGREWRITEAOF");
        Await.until(
                () -> info(InfoSection.PERSISTENCE, "aof_rewrite_in_progress").equals("1"));
        assertTrue(queue.health().isUp());
        assertInstanceOf(Enqueued.class, queue.enqueue(Messages.any()));
        assertEquals("1", info(InfoSection.PERSISTENCE, "aof_rewrite_in_progress"), "it was so all the time");
        set("appendonly", "no"); // ends it
    }

    /** By half a second for each key, of which the queue has several. */
    private void makeRewritesSlow() {
        set("rdb-key-save-delay", "500000");
    }

    @Test
    void refusesWhenRedisHasNoMemoryLeft() {
        assertInstanceOf(Enqueued.class, queue.enqueue(Messages.any()));
        set("maxmemory", "1");
        Refused refused = assertInstanceOf(Refused.class, queue.enqueue(Messages.any()));
        assertTrue(refused.reason().contains("maxmemory"), refused.reason());
        assertEquals(1, queue.depth().messages());
    }

    @Test
    void tellsWhereAMessageStands() {
        Envelope message = Messages.any();
        assertEquals(Optional.empty(), queue.find(message.messageId()));
        queue.enqueue(message);
        assertEquals(Optional.of(state(message, MessageStatus.QUEUED, 0)), queue.find(message.messageId()));
        try (MessageConsumer consumer = RedisMessageConsumer.open(redis.config(), "w")) {
            List<Taken> taken = consumer.take(1, SOON);
            assertEquals(Optional.of(state(message, MessageStatus.PROCESSING, 0)), queue.find(message.messageId()));
            consumer.retryLater(taken, Duration.ofMillis(1), true);
            assertEquals(Optional.of(state(message, MessageStatus.PROCESSING, 1)), queue.find(message.messageId()));
            consumer.remove(consumer.take(1, SOON));
            assertEquals(Optional.empty(), queue.find(message.messageId()));
        }
    }

    @Test
    void doesNotDenyAMessageThatItCannotRead() {
        Envelope damaged = Messages.any();
        Envelope other = Messages.any();
        queue.enqueue(damaged);
        queue.enqueue(other);
        put("messages", damaged, "garbage".getBytes(StandardCharsets.UTF_8));
        assertThrows(QueueUnavailableException.class, () -> queue.find(damaged.messageId()), "before it is taken");
        try (MessageConsumer consumer = RedisMessageConsumer.open(redis.config(), "w")) {
            assertEquals(List.of(other), envelopes(consumer.take(10, SOON)));
            assertEquals(1, queue.depth().quarantined());
            assertThrows(QueueUnavailableException.class, () -> queue.find(damaged.messageId()), "in quarantine");
            put("quarantine", damaged, EnvelopeCodec.encode(other));
            assertThrows(QueueUnavailableException.class, () -> queue.find(damaged.messageId()), "mistaken");
            assertEquals(Optional.empty(), queue.find(Messages.any().messageId()));
        }
    }

    @Test
    void tellsOfAQuarantinedMessageThatItCanReadThatItIsProcessed() {
        Envelope message = Messages.any();
        put("quarantine", message, EnvelopeCodec.encode(message));
        assertEquals(Optional.of(state(message, MessageStatus.PROCESSING, 0)), queue.find(message.messageId()));
    }

    @Test
    void tellsHowManyWaitAndForHowLong() {
        assertEquals(new QueueDepth(0, Duration.ZERO, 0), queue.depth());
        queue.enqueue(Messages.acceptedAt(Instant.now().minusSeconds(100)));
        assertEquals(new Enqueued(2, Optional.empty()), queue.enqueue(Messages.any()));
        QueueDepth depth = queue.depth();
        assertEquals(2, depth.messages());
        assertEquals(100, depth.oldest().toSeconds(), 10);
    }

    private static MessageState state(Envelope message, MessageStatus status, int attempts) {
        return new MessageState(
                message.messageId(), message.clientId(), status, message.acceptedAt(), Optional.empty(), attempts);
    }

    private static List<Envelope> envelopes(List<Taken> taken) {
        return taken.stream().map(Taken::envelope).toList();
    }

    private void put(String hash, Envelope message, byte[] value) {
        RedissonClient client = redis.client();
        try {
            Codec codec = new CompositeCodec(StringCodec.INSTANCE, ByteArrayCodec.INSTANCE);
            client.<String, byte[]>getMap("broker:{0}:" + hash, codec)
                    .put(message.messageId().toString(), value);
        } finally {
            client.shutdown();
        }
    }

    private String info(InfoSection section, String name) {
        RedissonClient client = redis.client();
        try {
            return client.getRedisNodes(RedisNodes.SINGLE)
                    .getInstance()
                    .info(section)
                    .get(name)
                    .strip();
        } finally {
            client.shutdown();
        }
    }

    private void set(String name, String value) {
        RedissonClient client = redis.client();
        try {
            client.getRedisNodes(RedisNodes.SINGLE).getInstance().setConfig(name, value);
        } finally {
            client.shutdown();
        }
    }
}
