package org.messagebroker.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.queue.EnqueueOutcome.Enqueued;
import org.messagebroker.queue.MessageConsumer.Taken;
import org.messagebroker.testing.Await;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNode.InfoSection;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.codec.StringCodec;

class RedisMessageConsumerIT {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration SHORT_LEASE = Duration.ofSeconds(1);

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
    void takesALoneMessageAtOnce() throws Exception {
        try (MessageConsumer consumer = consumer();
                ExecutorService lane = Executors.newVirtualThreadPerTaskExecutor()) {
            assertEquals(List.of(), consumer.take(1, Duration.ZERO));
            for (int i = 0; i < 5; i++) {
                var taking = lane.submit(() -> consumer.take(1, SOON));
                queue.enqueue(Messages.any());
                List<Taken> taken = taking.get();
                assertEquals(1, taken.size());
                consumer.remove(taken);
            }
        }
    }

    @Test
    void answersNothingWhenTheWaitIsOver() {
        try (MessageConsumer consumer = consumer()) {
            long start = System.nanoTime();
            assertEquals(List.of(), consumer.take(10, Duration.ofMillis(300)));
            assertTrue(System.nanoTime() - start >= 300_000_000L);
        }
    }

    @Test
    void isServedAtOnceHoweverManyOfItsLanesWait() throws Exception {
        int lanes = 40;
        try (MessageConsumer consumer =
                        RedisMessageConsumer.open(redis.config(), Shards.USUAL, MemoryLimit.USUAL, "w", lanes);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Taken>>> waiting = IntStream.range(0, lanes)
                    .mapToObj(_ -> threads.submit(() -> consumer.take(1, SOON)))
                    .toList();
            inRedis(client -> Await.until(() -> blocked(client) == lanes, "all lanes wait at the same time"));
            long start = System.nanoTime();
            assertEquals(List.of(), consumer.quarantined());
            assertTrue(System.nanoTime() - start < 500_000_000L, "without waiting for a lane's connection");
            for (Future<List<Taken>> lane : waiting) {
                assertEquals(List.of(), lane.get());
            }
        }
    }

    private static int blocked(RedissonClient client) {
        return Integer.parseInt(client.getRedisNodes(RedisNodes.SINGLE)
                .getInstance()
                .info(InfoSection.CLIENTS)
                .get("blocked_clients")
                .strip());
    }

    @Test
    void givesAMessageToOneOfTwo() {
        Set<MessageId> enqueued = new HashSet<>(enqueue(50));
        try (MessageConsumer first = consumer();
                MessageConsumer second = consumer()) {
            List<Taken> taken = new ArrayList<>(first.take(30, SOON));
            taken.addAll(second.take(30, SOON));
            assertEquals(50, taken.size());
            assertEquals(enqueued, new HashSet<>(ids(taken)));
            assertEquals(List.of(), first.take(30, Duration.ofMillis(100)));
        }
    }

    @Test
    void keepsWhatItHoldsForMuchLongerThanItsLease() {
        enqueue(1);
        try (MessageConsumer holder = consumer(SHORT_LEASE);
                MessageConsumer other = consumer(SHORT_LEASE)) {
            List<Taken> held = holder.take(1, SOON);
            assertEquals(List.of(), other.take(1, SHORT_LEASE.multipliedBy(4)));
            holder.remove(held);
            assertEquals(0, queue.depth().messages());
        }
    }

    @Test
    void losesItsMessagesWithItsLeaseAndThenMovesNothing() {
        List<MessageId> enqueued = enqueue(3);
        Sleeper sleeper = new Sleeper(redis, "sleeper");
        List<String> entries = sleeper.take(3);
        try (MessageConsumer other = consumer(SHORT_LEASE)) {
            List<Taken> claimed = other.take(10, SOON);
            assertEquals(new HashSet<>(enqueued), new HashSet<>(ids(claimed)));
            sleeper.remove(entries);
            sleeper.retry(entries);
            assertEquals(3, queue.depth().messages());
            assertEquals(0, queue.find(enqueued.getFirst()).orElseThrow().attemptCount());
            other.remove(claimed);
            assertEquals(0, queue.depth().messages());
        } finally {
            sleeper.close();
        }
    }

    @Test
    void givesBackAtOnceWhatItHoldsWhenClosed() {
        enqueue(2);
        try (MessageConsumer other = consumer()) {
            MessageConsumer leaving = consumer();
            assertEquals(2, leaving.take(2, SOON).size());
            leaving.close();
            assertEquals(2, other.take(2, Duration.ofSeconds(1)).size());
        }
    }

    @Test
    void takesARetryWhenItIsDueAndNotBefore() {
        enqueue(1);
        try (MessageConsumer consumer = consumer()) {
            long start = System.nanoTime();
            consumer.retryLater(consumer.take(1, SOON), Duration.ofMillis(1500), true);
            List<Taken> again = consumer.take(1, SOON);
            long millis = (System.nanoTime() - start) / 1_000_000;
            assertEquals(1, again.getFirst().attempts());
            assertTrue(millis >= 1500, "took " + millis + " ms");
        }
    }

    @Test
    void noticesARetryThatAnotherSchedulesWhileItWaits() throws Exception {
        enqueue(1);
        try (MessageConsumer first = consumer();
                MessageConsumer second = consumer();
                ExecutorService lane = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Taken> held = first.take(1, SOON);
            var taking = lane.submit(() -> second.take(1, SOON.multipliedBy(2)));
            first.retryLater(held, Duration.ofMillis(100), false);
            assertEquals(0, taking.get().getFirst().attempts());
        }
    }

    @Test
    void countsAnAttemptOnlyWhenAsked() {
        enqueue(1);
        try (MessageConsumer consumer = consumer()) {
            consumer.retryLater(consumer.take(1, SOON), Duration.ZERO, false);
            consumer.retryLater(consumer.take(1, SOON), Duration.ZERO, true);
            consumer.retryLater(consumer.take(1, SOON), Duration.ZERO, true);
            assertEquals(2, consumer.take(1, SOON).getFirst().attempts());
        }
    }

    @Test
    void takesAgainWhatItTookWithoutHearingTheAnswer() {
        try (MessageConsumer consumer = consumer(SHORT_LEASE)) {
            assertEquals(List.of(), consumer.take(1, Duration.ZERO));
            List<MessageId> enqueued = enqueue(1);
            try (Sleeper answerLost = new Sleeper(redis, onlyConsumer())) {
                assertEquals(2, answerLost.take(1).size());
            }
            assertEquals(enqueued, ids(consumer.take(1, SOON)));
        }
    }

    @Test
    void quarantinesWhatCannotBeReadAndGoesOn() {
        List<MessageId> ids = enqueue(3);
        inRedis(client -> client.getMap("broker:{0}:messages", StringCodec.INSTANCE)
                .put(ids.get(0).toString(), "garbage"));
        inRedis(client -> client.getMap("broker:{0}:messages", StringCodec.INSTANCE)
                .remove(ids.get(1).toString()));
        try (MessageConsumer consumer = consumer()) {
            List<Taken> taken = consumer.take(10, SOON);
            assertEquals(List.of(ids.get(2)), ids(taken));
            consumer.remove(taken);
            assertEquals(new QueueDepth(0, Duration.ZERO, 2), consumer.depth());
        }
    }

    @Test
    void deliversTenThousandWhateverFails() throws Exception {
        int messages = 10_000;
        Set<MessageId> enqueued = ConcurrentHashMap.newKeySet();
        Map<MessageId, Integer> delivered = new ConcurrentHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 20)
                    .forEach(i -> threads.submit(() -> {
                        for (int n = 0; n < messages / 20; n++) {
                            Envelope message = Messages.any();
                            enqueued.add(message.messageId());
                            Await.until(() -> queue.enqueue(message) instanceof Enqueued);
                        }
                    }));
            IntStream.range(0, 3)
                    .forEach(i -> threads.submit(() -> deliverAtRandom(new Random(i), delivered, messages)));
        }
        assertEquals(enqueued, delivered.keySet());
        assertEquals(messages, enqueued.size());
        assertEquals(0, queue.depth().messages());
        assertEquals(0L, leftovers());
    }

    /** A worker that at random succeeds, schedules a retry, is closed with messages in hand, or forgets them. */
    private void deliverAtRandom(Random random, Map<MessageId, Integer> delivered, int messages) {
        MessageConsumer consumer = consumer(SHORT_LEASE);
        while (delivered.size() < messages || queue.depth().messages() > 0) {
            List<Taken> taken = consumer.take(1 + random.nextInt(100), Duration.ofMillis(200));
            switch (random.nextInt(10)) {
                case 0 -> consumer.retryLater(taken, Duration.ofMillis(random.nextInt(300)), true);
                case 1 -> {
                    consumer.close();
                    consumer = consumer(SHORT_LEASE);
                }
                default -> {
                    taken.forEach(each -> delivered.merge(each.id(), 1, Integer::sum));
                    consumer.remove(taken);
                }
            }
        }
        consumer.close();
    }

    private long leftovers() {
        RedissonClient client = redis.client();
        try {
            return Stream.of("messages", "attempts", "accepted", "later", "leases")
                    .map(name -> "broker:{0}:" + name)
                    .filter(key -> client.getKeys().countExists(key) > 0)
                    .count();
        } finally {
            client.shutdown();
        }
    }

    private String onlyConsumer() {
        List<String> names = new ArrayList<>();
        inRedis(client -> names.addAll(client.<String>getScoredSortedSet("broker:{0}:leases", StringCodec.INSTANCE)
                .readAll()));
        return names.getFirst();
    }

    private void inRedis(Consumer<RedissonClient> change) {
        RedissonClient client = redis.client();
        try {
            change.accept(client);
        } finally {
            client.shutdown();
        }
    }

    private MessageConsumer consumer() {
        return RedisMessageConsumer.open(redis.config(), "w");
    }

    private MessageConsumer consumer(Duration lease) {
        return RedisMessageConsumer.open(redis.config(), Shards.USUAL, MemoryLimit.USUAL, "w", lease);
    }

    private List<MessageId> enqueue(int count) {
        List<Envelope> messages = Stream.generate(Messages::any).limit(count).toList();
        messages.forEach(each -> Await.until(() -> queue.enqueue(each) instanceof Enqueued));
        return messages.stream().map(Envelope::messageId).toList();
    }

    private static List<MessageId> ids(List<Taken> taken) {
        return taken.stream().map(Taken::id).toList();
    }

    /** A worker that takes messages and then does not renew its lease. */
    private static final class Sleeper implements AutoCloseable {

        private final Redis redis;
        private final String name;

        Sleeper(RedisProcess process, String name) {
            this.redis = new Redis(process.config());
            this.name = name;
        }

        /** Answers entries and ids in turn. */
        List<String> take(int count) {
            Answer.Given given =
                    redis.ask(Shard.FIRST, Script.TAKE, name, 500, count).orThrow();
            return IntStream.range(0, count)
                    .boxed()
                    .flatMap(i -> Stream.of(given.text(2 + 5 * i), given.text(3 + 5 * i)))
                    .toList();
        }

        void remove(List<String> entriesAndIds) {
            redis.ask(
                            Shard.FIRST,
                            Script.REMOVE,
                            Stream.concat(Stream.of(name), entriesAndIds.stream())
                                    .toArray())
                    .orThrow();
        }

        void retry(List<String> entriesAndIds) {
            Stream<Object> triples = IntStream.iterate(0, i -> i < entriesAndIds.size(), i -> i + 2)
                    .boxed()
                    .flatMap(i -> Stream.of(entriesAndIds.get(i), entriesAndIds.get(i + 1), 0));
            redis.ask(
                            Shard.FIRST,
                            Script.RETRY,
                            Stream.concat(Stream.of(name, 1), triples).toArray())
                    .orThrow();
        }

        @Override
        public void close() {
            redis.close();
        }
    }
}
