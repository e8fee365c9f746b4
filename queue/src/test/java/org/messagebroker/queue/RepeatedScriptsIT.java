package org.messagebroker.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.Envelope;
import org.redisson.api.RedissonClient;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.client.codec.StringCodec;

/** The Redis client may send a script again that has run: the same arguments a second time change nothing. */
class RepeatedScriptsIT {

    private static final String WORKER = "worker";

    @TempDir
    private Path directory;

    private RedisProcess process;
    private Redis redis;

    @BeforeEach
    void start() throws IOException {
        process = RedisProcess.start(directory);
        redis = new Redis(process.config());
    }

    @AfterEach
    void stop() {
        redis.close();
        process.close();
    }

    @Test
    void enqueuesOnceWhenSentTwice() {
        twice(Script.ENQUEUE, enqueueing(Messages.any()));
        assertEquals(1, ready());
    }

    @Test
    void removesOnceWhenSentTwice() {
        twice(Script.REMOVE, moving(taken(3), WORKER));
        assertEquals(0, ready());
    }

    @Test
    void retryCountsOneAttempt() {
        List<String> held = taken(1);
        twice(Script.RETRY, WORKER, 1, held.get(0), held.get(1), 0);
        assertEquals("1", take().get(2));
    }

    @Test
    void retryAtALaterTime() {
        List<String> held = taken(1);
        twice(Script.RETRY, WORKER, 1, held.get(0), held.get(1), 60_000);
        assertEquals(0, ready());
    }

    @Test
    void givesBackOnceWhenSentTwice() {
        List<String> held = taken(1);
        twice(Script.RETURN, WORKER, held.get(0));
        assertEquals(1, ready());
    }

    @Test
    void leavesOnceWhenSentTwice() {
        taken(2);
        twice(Script.LEAVE, WORKER, 100);
        assertEquals(2, ready());
    }

    @Test
    void quarantinesOnceWhenSentTwice() {
        twice(Script.QUARANTINE, moving(taken(1), WORKER));
        assertEquals(0, ready());
        assertEquals(3, redis.ask(Shard.FIRST, Script.DEPTH).orThrow().size() - 1);
        assertEquals(1, redis.ask(Shard.FIRST, Script.DEPTH).orThrow().number(3));
    }

    @Test
    void requeuesOnceWhenSentTwice() {
        Envelope message = Messages.any();
        twice(Script.REQUEUE, message.messageId(), EnvelopeCodec.encode(message), 1);
        assertEquals(1, ready());
    }

    /** A take whose answer was lost leaves its entries with the consumer, and takes none twice. */
    @Test
    void takeGivesNoEntryTwice() {
        enqueueSome(2);
        Set<String> first = new TreeSet<>(take());
        List<String> second = take();
        assertTrue(second.isEmpty() && !first.isEmpty(), () -> first + " and " + second);
    }

    private void twice(Script script, Object... arguments) {
        redis.ask(Shard.FIRST, script, arguments).orThrow();
        TreeMap<String, String> once = everything();
        redis.ask(Shard.FIRST, script, arguments).orThrow();
        assertEquals(once, everything());
    }

    private Object[] enqueueing(Envelope message) {
        return new EnqueueBatch(List.of(new Enqueue(message, Guards.NONE.withKey("k", new byte[32]))))
                .arguments(GuardTimes.USUAL, 0, SiteShare.WHOLE);
    }

    private void enqueueSome(int count) {
        Stream.generate(Messages::any)
                .limit(count)
                .forEach(each -> redis.ask(Shard.FIRST, Script.ENQUEUE, enqueueing(each.as(1, new byte[] {1})))
                        .orThrow());
    }

    /** Entries and ids in turn. */
    private List<String> taken(int count) {
        for (int i = 0; i < count; i++) {
            Envelope message = Messages.of("client-" + i);
            redis.ask(Shard.FIRST, Script.ENQUEUE, enqueueing(message)).orThrow();
        }
        List<String> taken = take();
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < taken.size(); i += 4) {
            pairs.add(taken.get(i));
            pairs.add(taken.get(i + 1));
        }
        assertEquals(2 * count, pairs.size());
        return pairs;
    }

    /** Entry, id, attempts and requeue epoch of each. */
    private List<String> take() {
        Answer.Given given =
                redis.ask(Shard.FIRST, Script.TAKE, WORKER, 60_000, 100).orThrow();
        List<String> taken = new ArrayList<>();
        for (int i = 2; i < given.size(); i += 5) {
            taken.add(given.text(i));
            taken.add(given.text(i + 1));
            taken.add(String.valueOf(given.number(i + 2)));
            taken.add(String.valueOf(given.number(i + 3)));
        }
        return taken;
    }

    private static Object[] moving(List<String> pairs, Object... head) {
        return Stream.concat(Stream.of(head), pairs.stream()).toArray();
    }

    private long ready() {
        RedissonClient client = process.client();
        try {
            return client.getStream(Shard.FIRST.ready(), StringCodec.INSTANCE)
                    .range(StreamMessageId.MIN, StreamMessageId.MAX)
                    .size();
        } finally {
            client.shutdown();
        }
    }

    /** What Redis holds, key by key, but for times that follow the clock. */
    private TreeMap<String, String> everything() {
        RedissonClient client = process.client();
        try {
            TreeMap<String, String> all = new TreeMap<>();
            client.getKeys().getKeys().forEach(key -> all.put(key, contents(client, key)));
            return all;
        } finally {
            client.shutdown();
        }
    }

    private static String contents(RedissonClient client, String key) {
        return switch (client.getKeys().getType(key)) {
            case MAP ->
                new TreeMap<>(client.<String, String>getMap(key, StringCodec.INSTANCE)
                                .readAllMap())
                        .toString();
            case ZSET ->
                new TreeSet<>(client.<String>getScoredSortedSet(key, StringCodec.INSTANCE)
                                .readAll())
                        .toString();
            case OBJECT ->
                key.endsWith(":clock")
                        ? ""
                        : client.getBucket(key, StringCodec.INSTANCE).get().toString();
            default ->
                client.getStream(key, StringCodec.INSTANCE)
                        .range(StreamMessageId.MIN, StreamMessageId.MAX)
                        .toString();
        };
    }
}
