package org.messagebroker.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.queue.EnqueueOutcome.Enqueued;
import org.messagebroker.queue.EnqueueOutcome.RateExceeded;
import org.messagebroker.queue.EnqueueOutcome.Refused;
import org.messagebroker.queue.EnqueueOutcome.Replayed;
import org.messagebroker.queue.MessageConsumer.Taken;
import org.messagebroker.testing.Await;
import org.redisson.api.RedissonClient;

/** A queue divided into four. */
class ShardsIT {

    private static final Shards FOUR = new Shards(4);
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    private Path directory;

    private RedisProcess redis;
    private MessageQueue queue;

    @BeforeEach
    void start() throws IOException {
        redis = RedisProcess.start(Files.createDirectory(directory.resolve("redis")));
        queue = open(FOUR);
    }

    @AfterEach
    void stop() {
        queue.close();
        redis.close();
    }

    @Test
    void everyShardIsFilledAndEmptied() {
        Set<MessageId> accepted = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            accepted.add(enqueue("shop-" + i));
        }
        assertEquals(4, queue.depths().size());
        assertTrue(queue.depths().stream().allMatch(each -> each.messages() > 5), queue.depths()::toString);
        assertEquals(100, queue.depth().messages());
        MessageId last = enqueue("shop-7");
        assertEquals("shop-7", queue.find(last).orElseThrow().clientId().value());

        try (MessageConsumer worker = worker(FOUR)) {
            List<Taken> taken = new ArrayList<>();
            while (taken.size() < 101) {
                taken.addAll(worker.take(30, SOON));
            }
            worker.retryLater(taken.subList(0, 50), Duration.ofMillis(50), true);
            worker.remove(taken.subList(50, 101));
            List<Taken> again = new ArrayList<>();
            while (again.size() < 50) {
                again.addAll(worker.take(30, SOON));
            }
            worker.remove(again);
            taken.forEach(each -> accepted.remove(each.id()));
        }
        assertEquals(Set.of(), accepted);
        assertEquals(0, queue.depth().messages());
    }

    @Test
    void whatRedisDidNotTakeBackFromAnyShardComesAgainToTheSameWorker() throws IOException {
        Set<MessageId> accepted = new HashSet<>();
        for (int shard = 0; shard < 4; shard++) {
            accepted.add(enqueue(clientOf(shard)));
        }

        try (MessageConsumer worker = impatientWorker()) {
            List<Taken> taken = take(worker, accepted);
            redis.kill();
            assertThrows(QueueUnavailableException.class, () -> worker.retryLater(taken, Duration.ofMillis(1), false));
            redis.startAgain();
            worker.remove(take(worker, accepted));
        }
        assertEquals(0, queue.depth().messages());
    }

    @Test
    void whatRedisDidNotTakeBackOfALargeBatchComesAgainToTheSameWorker() throws IOException {
        Set<MessageId> accepted = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 1001).parallel().forEach(_ -> accepted.add(enqueue(clientOf(1))));
        assertEquals(1001, accepted.size());

        try (MessageConsumer worker = impatientWorker()) {
            List<Taken> taken = take(worker, accepted);
            redis.kill();
            assertThrows(QueueUnavailableException.class, () -> worker.remove(taken));
            redis.startAgain();
            worker.remove(take(worker, accepted));
        }
        assertEquals(0, queue.depth().messages());
    }

    private static List<Taken> take(MessageConsumer worker, Set<MessageId> expected) {
        List<Taken> taken = new ArrayList<>();
        Set<MessageId> missing = new HashSet<>(expected);
        Await.until(
                () -> {
                    List<Taken> more = takeIfThere(worker);
                    taken.addAll(more);
                    more.forEach(each -> missing.remove(each.id()));
                    return missing.isEmpty();
                },
                "all are taken");
        return taken;
    }

    private static List<Taken> takeIfThere(MessageConsumer worker) {
        try {
            return worker.take(2000, Duration.ofMillis(100));
        } catch (QueueUnavailableException notYet) {
            return List.of();
        }
    }

    /** It soon gives up, and soon gives back what it does not know of. */
    private MessageConsumer impatientWorker() {
        RedisConfig config = redis.config().withTimes(Duration.ofMillis(200), Duration.ofMillis(400));
        return RedisMessageConsumer.open(config, FOUR, MemoryLimit.USUAL, "w", Duration.ofSeconds(1));
    }

    @Test
    void aBusyShardDoesNotStarveAnother() {
        String busy = clientOf(1);
        IntStream.range(0, 200).forEach(i -> enqueue(busy));
        MessageId other = enqueue(clientOf(2));

        try (MessageConsumer worker = worker(FOUR)) {
            List<MessageId> taken = IntStream.range(0, 4)
                    .mapToObj(i -> worker.take(10, SOON))
                    .flatMap(List::stream)
                    .map(Taken::id)
                    .toList();
            assertTrue(taken.contains(other));
            assertTrue(taken.size() > 20);
        }
    }

    @Test
    void aLoneMessageIsTakenAtOnceFromWhicheverShard() throws Exception {
        try (MessageConsumer worker = worker(FOUR);
                ExecutorService lane = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int shard = 0; shard < 4; shard++) {
                Future<List<Taken>> taking = lane.submit(() -> worker.take(1, SOON));
                enqueue(clientOf(shard));
                List<Taken> taken = taking.get();
                assertEquals(1, taken.size());
                worker.remove(taken);
            }
        }
    }

    @Test
    void whatAClientMaySendOnceIsExactAtEveryProxy() {
        try (MessageQueue second = open(FOUR)) {
            for (int i = 0; i < 20; i++) {
                String client = "shop-" + i;
                Guards keyed = Guards.NONE.withKey("k", new byte[32]);
                assertInstanceOf(Enqueued.class, queue.enqueue(Messages.of(client), keyed));
                assertInstanceOf(Replayed.class, second.enqueue(Messages.of(client), keyed));
            }
        }
    }

    @Test
    void aClientsRateIsExactAtTwoProxies() throws Exception {
        try (MessageQueue second = open(FOUR)) {
            Guards three = Guards.rates(Optional.of(3), Optional.of(1000));
            awaitFreshMinute();
            long taken = Stream.of(queue, second, queue, second, queue)
                    .map(each -> each.enqueue(Messages.of("shop-1"), three))
                    .filter(Enqueued.class::isInstance)
                    .count();
            assertEquals(3, taken);
        }
    }

    @Test
    void theSitesRateIsNeverExceededAndHardlyLeftUnused() throws Exception {
        int limit = 500;
        Guards guards = Guards.rates(Optional.empty(), Optional.of(limit));
        awaitFreshMinute();
        List<EnqueueOutcome> outcomes;
        try (MessageQueue second = open(FOUR);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<EnqueueOutcome>> all = IntStream.range(0, 1500)
                    .mapToObj(i -> threads.submit(
                            () -> (i % 2 == 0 ? queue : second).enqueue(Messages.of("shop-" + i % 40), guards)))
                    .toList();
            outcomes = all.stream().map(ShardsIT::result).toList();
        }
        long taken = outcomes.stream().filter(Enqueued.class::isInstance).count();
        assertTrue(taken <= limit, () -> "taken " + taken);
        assertTrue(taken > limit * 9 / 10, () -> "taken " + taken);
        assertEquals(
                1500 - taken,
                outcomes.stream().filter(RateExceeded.class::isInstance).count());
    }

    @Test
    void whoWasToldAnotherNumberOfShardsDoesNotWork() {
        enqueue("shop-1");

        try (MessageQueue two = open(new Shards(2));
                MessageConsumer one = worker(Shards.USUAL)) {
            Refused refused = assertInstanceOf(Refused.class, two.enqueue(Messages.any()));
            assertTrue(refused.reason().contains("installed with 4 shards"), refused.reason());
            assertThrows(QueueUnavailableException.class, () -> one.take(1, Duration.ZERO));
            assertTrue(one.health().faults().getFirst().contains("queue.shards is 1"));
        }
        try (MessageConsumer four = worker(FOUR)) {
            assertEquals(List.of(), four.health().faults());
            assertEquals(1, four.take(1, SOON).size());
        }
    }

    @Test
    void aQueueOfBeforeThereWereShardsHasOne() {
        inRedis(client -> {
            client.getKeys().flushall();
            client.getAtomicLong("broker:{0}:sequence").set(5);
        });
        try (MessageQueue four = open(FOUR);
                MessageQueue one = open(Shards.USUAL)) {
            assertInstanceOf(Refused.class, four.enqueue(Messages.any()));
            assertInstanceOf(Enqueued.class, one.enqueue(Messages.any()));
        }
    }

    @Test
    void whatOneShardHasLostIsFoundOutAndNamed() {
        for (int shard = 0; shard < 4; shard++) {
            enqueue(clientOf(shard));
        }
        inRedis(client -> client.getAtomicLong("broker:{2}:sequence").set(0));

        Await.until(() -> queue.enqueue(Messages.of(clientOf(2))) instanceof Refused(String reason)
                && reason.contains("shard 2 stands at number 0"));
        assertTrue(queue.health().faults().getFirst().contains("accepted-2"));
    }

    @Test
    void shareOfTheSitesRateIsGrantedOnceForOneQuestion() {
        try (Redis asked = new Redis(redis.config())) {
            long first = share(asked, 0);
            assertEquals(first, share(asked, 0));
            assertNotEquals(first, share(asked, first));
        }
    }

    private static long share(Redis asked, long known) {
        return asked.ask(Shard.FIRST, Script.LEASE_SHARE, 77, 100, 3, known, 4)
                .orThrow()
                .number(0);
    }

    /** The counts of a minute are compared, so that it must not end meanwhile. */
    private static void awaitFreshMinute() {
        Await.until(() -> Instant.now().getEpochSecond() % 60 < 35);
    }

    private static EnqueueOutcome result(Future<EnqueueOutcome> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String clientOf(int shard) {
        return IntStream.range(0, 1000)
                .mapToObj(i -> "shop-" + i)
                .filter(client -> FOUR.of(new ClientId(client)).index() == shard)
                .findFirst()
                .orElseThrow();
    }

    private MessageId enqueue(String client) {
        Envelope message = Messages.of(client);
        assertInstanceOf(Enqueued.class, queue.enqueue(message));
        return message.messageId();
    }

    private MessageQueue open(Shards shards) {
        Path known = directory.resolve("known-" + System.nanoTime());
        return RedisMessageQueue.open(
                redis.config(), shards, GuardTimes.USUAL, MemoryLimit.USUAL, KnownNumbers.in(known));
    }

    private MessageConsumer worker(Shards shards) {
        return RedisMessageConsumer.open(redis.config(), shards, MemoryLimit.USUAL, "w", 1);
    }

    private void inRedis(Consumer<RedissonClient> work) {
        RedissonClient console = redis.client();
        try {
            work.accept(console);
        } finally {
            console.shutdown();
        }
    }
}
