package org.messagebroker.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.Envelope;
import org.messagebroker.queue.EnqueueOutcome.Enqueued;
import org.messagebroker.queue.EnqueueOutcome.Refused;
import org.messagebroker.queue.EnqueueOutcome.Unknown;
import org.messagebroker.testing.Await;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** Messages that are accepted only when a replica has them on its disk. The embedded Redis does not know WAITAOF. */
class ReplicasIT {

    private static final Optional<String> SERVER = Optional.ofNullable(System.getenv("REDIS_7_SERVER"));

    @TempDir
    private Path directory;

    private RedisProcess primary;
    private RedisProcess replica;
    private MessageQueue queue;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(
                SERVER.isPresent(),
                "skipped: set REDIS_7_SERVER to the program of a Redis 7.2 or Valkey to see waiting for replicas tested");
        primary = RedisProcess.startBy(SERVER.get(), Files.createDirectory(directory.resolve("primary")));
        replica = RedisProcess.startBy(
                SERVER.get(),
                Files.createDirectory(directory.resolve("replica")),
                "--replicaof",
                "127.0.0.1 " + primary.port());
        queue = RedisMessageQueue.open(primary.config()
                .withTimes(Duration.ofSeconds(5), Duration.ofSeconds(5))
                .withReplicas(1));
        Await.until(() -> queue.enqueue(Messages.any()) instanceof Enqueued);
    }

    @AfterEach
    void stop() {
        if (SERVER.isPresent()) {
            queue.close();
            replica.resume();
            replica.close();
            primary.close();
        }
    }

    @Test
    void aMessageThatWasAcceptedIsOnTheReplicasDisk() throws IOException {
        long start = System.nanoTime();
        Set<String> accepted = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            Envelope message = Messages.any();
            accepted.add(message.messageId().toString());
            assertInstanceOf(Enqueued.class, queue.enqueue(message));
            assertEquals(
                    true,
                    inReplica(client -> client.getMap("broker:{0}:messages", StringCodec.INSTANCE)
                            .containsKey(message.messageId().toString())));
        }
        assertTrue(System.nanoTime() - start < 10_000_000_000L, "each waits for the disk, not for a second");
        primary.kill();
        replica.kill();
        replica.startAgain();
        Await.until(() -> inReplica(client -> client.<String, String>getMap("broker:{0}:messages", StringCodec.INSTANCE)
                .readAllKeySet()
                .containsAll(accepted)));
    }

    @Test
    void isUnknownWhileTheReplicaDoesNotConfirmAndQueuedOnceWhenItDoes() {
        long before = queue.depth().messages();
        Envelope message = Messages.any();
        replica.stall();
        assertInstanceOf(Unknown.class, queue.enqueue(message));

        replica.resume();
        Await.until(() -> queue.enqueue(message) instanceof Enqueued);
        assertEquals(before + 1, queue.depth().messages());
    }

    @Test
    void nothingIsAcceptedWithoutTheReplica() {
        replica.kill();
        Await.until(() -> queue.enqueue(Messages.any()) instanceof Refused(String reason)
                && reason.contains("redis.wait-replicas asks for 1"));
        assertTrue(queue.health().faults().getFirst().contains("Redis has 0 replicas"));
    }

    private <T> T inReplica(Function<RedissonClient, T> question) {
        RedissonClient client = replica.client();
        try {
            return question.apply(client);
        } finally {
            client.shutdown(0, 1, TimeUnit.SECONDS);
        }
    }
}
