package org.messagebroker.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.queue.EnqueueOutcome.Enqueued;
import org.messagebroker.queue.EnqueueOutcome.KeyConflict;
import org.messagebroker.queue.EnqueueOutcome.Refused;
import org.messagebroker.queue.EnqueueOutcome.Replayed;
import org.messagebroker.queue.EnqueueOutcome.Unknown;
import org.messagebroker.testing.Await;
import org.redisson.api.RedissonClient;

/** Messages that share a round trip to Redis, and a Redis that has lost some. */
class GroupCommitIT {

    private static final int MANY = 2000;

    @TempDir
    private Path directory;

    private RedisProcess redis;
    private MessageQueue queue;

    @BeforeEach
    void start() throws IOException {
        redis = RedisProcess.start(Files.createDirectory(directory.resolve("redis")));
        queue = open();
    }

    @AfterEach
    void stop() {
        queue.close();
        redis.close();
    }

    @Test
    void manyMessagesShareFewRoundTrips() throws Exception {
        queue.enqueue(Messages.any());
        long before = calls();

        List<EnqueueOutcome> outcomes = together(MANY, () -> queue.enqueue(Messages.any()));

        assertTrue(outcomes.stream().allMatch(Enqueued.class::isInstance), outcomes::toString);
        assertEquals(MANY + 1, queue.depth().messages());
        assertTrue(calls() - before < MANY / 4, () -> "scripts run: " + calls());
    }

    @Test
    void eachMessageOfABatchHasAnOutcomeOfItsOwn() throws Exception {
        queue.enqueue(Messages.any(), Guards.NONE.withKey("same", new byte[32]));
        byte[] other = {1};

        List<EnqueueOutcome> outcomes = together(Stream.of(
                () -> queue.enqueue(Messages.any()),
                () -> queue.enqueue(Messages.any(), Guards.NONE.withKey("same", new byte[32])),
                () -> queue.enqueue(Messages.any(), Guards.NONE.withKey("same", other)),
                () -> queue.enqueue(Messages.any())));

        assertInstanceOf(Enqueued.class, outcomes.get(0));
        assertInstanceOf(Replayed.class, outcomes.get(1));
        assertInstanceOf(KeyConflict.class, outcomes.get(2));
        assertInstanceOf(Enqueued.class, outcomes.get(3));
    }

    @Test
    void aMessageThatBreaksTheScriptBreaksItForItselfAlone() throws Exception {
        String client = Messages.any().clientId().value();
        inRedis(console ->
                console.getList("broker:{0}:key:" + client + ":broken").add("not a text"));

        List<EnqueueOutcome> outcomes = together(Stream.of(
                () -> queue.enqueue(Messages.any(), Guards.NONE.withKey("broken", new byte[32])),
                () -> queue.enqueue(Messages.any()),
                () -> queue.enqueue(Messages.any())));

        assertInstanceOf(Unknown.class, outcomes.get(0));
        assertInstanceOf(Enqueued.class, outcomes.get(1));
        assertInstanceOf(Enqueued.class, outcomes.get(2));
        assertEquals(2, queue.depth().messages());
    }

    @Test
    void closesWhenRedisComesBackWithoutWhatItHadAcceptedAndOpensWhenThatIsGivenUp() throws Exception {
        together(10, () -> queue.enqueue(Messages.any()));
        redis.kill();
        lose();
        redis.startAgain();

        Await.until(() -> queue.enqueue(Messages.any()) instanceof Refused(String reason)
                && reason.contains("lost messages that were accepted"));
        assertEquals(1, queue.health().faults().size(), queue.health().faults()::toString);
        assertEquals(0, queue.depth().messages());

        Files.delete(directory.resolve("queue/accepted-0"));
        Await.until(() -> queue.enqueue(Messages.any()) instanceof Enqueued);
        assertEquals(List.of(), queue.health().faults());
    }

    @Test
    void remembersWhatRedisHadAcceptedWhenTheProxyStartsAgain() throws Exception {
        together(10, () -> queue.enqueue(Messages.any()));
        queue.close();
        redis.kill();
        lose();
        redis.startAgain();
        queue = open();

        Refused refused = assertInstanceOf(Refused.class, queue.enqueue(Messages.any()));
        assertTrue(refused.reason().contains("knows of 10"), refused.reason());
    }

    @Test
    void goesOnWithARedisThatStartsAgainWithEverything() throws Exception {
        together(10, () -> queue.enqueue(Messages.any()));
        redis.kill();
        redis.startAgain();

        Await.until(() -> queue.enqueue(Messages.any()) instanceof Enqueued);
        assertEquals(11, queue.depth().messages());
    }

    @Test
    void aTornEndOfRedisFileThatWasNeverAcknowledgedIsRepairedUnaided() throws Exception {
        List<EnqueueOutcome> outcomes = together(10, () -> queue.enqueue(Messages.any()));
        assertTrue(outcomes.stream().allMatch(Enqueued.class::isInstance), outcomes::toString);
        redis.kill();
        Files.writeString(
                directory.resolve("redis/appendonly.aof"),
                "*3\r\n$4\r\nHSET\r\n$18\r\nbroker:{0}:mess",
                java.nio.file.StandardOpenOption.APPEND);
        redis.startAgain();

        Await.until(() -> queue.enqueue(Messages.any()) instanceof Enqueued);
        assertEquals(11, queue.depth().messages());
        assertEquals(List.of(), queue.health().faults());
    }

    private MessageQueue open() {
        return RedisMessageQueue.open(
                redis.config(),
                Shards.USUAL,
                GuardTimes.USUAL,
                MemoryLimit.USUAL,
                KnownNumbers.in(directory.resolve("queue")));
    }

    /** Redis comes back with an empty file. */
    private void lose() throws IOException {
        Files.delete(directory.resolve("redis/appendonly.aof"));
    }

    private long calls() {
        String[] statistics = new String[1];
        inRedis(console -> statistics[0] = console.getScript()
                .eval(
                        org.redisson.api.RScript.Mode.READ_ONLY,
                        "return redis.call('INFO', 'commandstats')",
                        org.redisson.api.RScript.ReturnType.VALUE)
                .toString());
        return statistics[0]
                .lines()
                .filter(line -> line.startsWith("cmdstat_evalsha:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*calls=(\\d+).*", "$1")))
                .sum();
    }

    private void inRedis(java.util.function.Consumer<RedissonClient> work) {
        RedissonClient console = redis.client();
        try {
            work.accept(console);
        } finally {
            console.shutdown();
        }
    }

    private static List<EnqueueOutcome> together(int times, Callable<EnqueueOutcome> one) throws Exception {
        return together(IntStream.range(0, times).mapToObj(i -> one));
    }

    private static List<EnqueueOutcome> together(Stream<Callable<EnqueueOutcome>> all) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(all.toList()).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }
}
