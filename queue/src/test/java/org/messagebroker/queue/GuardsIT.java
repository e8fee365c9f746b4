package org.messagebroker.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.Envelope;
import org.messagebroker.queue.EnqueueOutcome.Bound;
import org.messagebroker.queue.EnqueueOutcome.Enqueued;
import org.messagebroker.queue.EnqueueOutcome.KeyConflict;
import org.messagebroker.queue.EnqueueOutcome.NonceUsed;
import org.messagebroker.queue.EnqueueOutcome.OutsideWindow;
import org.messagebroker.queue.EnqueueOutcome.RateExceeded;
import org.messagebroker.queue.EnqueueOutcome.Refused;
import org.messagebroker.queue.EnqueueOutcome.Replayed;
import org.messagebroker.queue.Guards.Nonce;
import org.messagebroker.testing.Await;
import org.redisson.api.RedissonClient;

/** What a message must pass, decided by Redis for all proxies at once: here two of them. */
class GuardsIT {

    private static final int PAIRS = 2000;
    private static final byte[] CONTENT = new byte[32];
    private static final byte[] OTHER_CONTENT = content(1);

    @TempDir
    private Path directory;

    private RedisProcess redis;
    private MessageQueue queue;
    private MessageQueue second;

    @BeforeEach
    void start() throws IOException {
        redis = RedisProcess.start(directory);
        queue = RedisMessageQueue.open(redis.config());
        second = RedisMessageQueue.open(redis.config());
    }

    @AfterEach
    void stop() {
        queue.close();
        second.close();
        redis.close();
    }

    @Test
    void givesTheFirstResultAgainUnderTheSameKeyAndContent() {
        Envelope first = Messages.any();
        assertInstanceOf(Enqueued.class, queue.enqueue(first, key("k", CONTENT)));

        Replayed replayed = assertInstanceOf(Replayed.class, second.enqueue(Messages.any(), key("k", CONTENT)));

        assertEquals(first.messageId(), replayed.first());
        assertEquals(first.acceptedAt(), replayed.acceptedAt());
        assertEquals(1, queue.depth().messages());
    }

    @Test
    void refusesTheSameKeyForAnotherContent() {
        queue.enqueue(Messages.any(), key("k", CONTENT));

        assertInstanceOf(KeyConflict.class, second.enqueue(Messages.any(), key("k", OTHER_CONTENT)));
        assertInstanceOf(Enqueued.class, second.enqueue(Messages.any(), key("other", OTHER_CONTENT)));
    }

    @Test
    void keepsTheKeysOfClientsApart() {
        queue.enqueue(Messages.of("shop-1"), key("k", CONTENT));

        assertInstanceOf(Enqueued.class, queue.enqueue(Messages.of("shop-2"), key("k", OTHER_CONTENT)));
    }

    @Test
    void acceptsANonceOnceAndNamesTheFirstForTheSameContentOnly() {
        Envelope first = Messages.any();
        assertInstanceOf(Enqueued.class, queue.enqueue(first, nonce("n", Instant.now(), CONTENT)));

        assertEquals(
                new NonceUsed(Optional.of(first.messageId())),
                second.enqueue(Messages.any(), nonce("n", Instant.now(), CONTENT)));
        assertEquals(
                new NonceUsed(Optional.empty()),
                second.enqueue(Messages.any(), nonce("n", Instant.now(), OTHER_CONTENT)));
        assertEquals(1, queue.depth().messages());
    }

    @Test
    void looksAtTheKeyBeforeTheNonce() {
        Envelope first = Messages.any();
        Guards guards = key("k", CONTENT).withNonce(new Nonce("n", Instant.now()), CONTENT);
        queue.enqueue(first, guards);

        Replayed replayed = assertInstanceOf(Replayed.class, second.enqueue(Messages.any(), guards));

        assertEquals(first.messageId(), replayed.first());
    }

    @Test
    void refusesATimestampTooOldOrTooEarlyAndSaysByHowMuch() {
        OutsideWindow old = assertInstanceOf(
                OutsideWindow.class,
                queue.enqueue(Messages.any(), nonce("a", Instant.now().minusSeconds(400), CONTENT)));
        assertTrue(old.off().isNegative() && old.off().toSeconds() <= -399, old::toString);
        OutsideWindow early = assertInstanceOf(
                OutsideWindow.class,
                queue.enqueue(Messages.any(), nonce("b", Instant.now().plusSeconds(60), CONTENT)));
        assertTrue(early.off().toSeconds() >= 58, early::toString);
        assertInstanceOf(
                Enqueued.class,
                queue.enqueue(Messages.any(), nonce("c", Instant.now().minusSeconds(250), CONTENT)));
    }

    @Test
    void givesARepeatedMessageItsFirstResultWithoutCountingItAgain() {
        Envelope message = Messages.any();
        Guards guards = new Guards(
                CONTENT, Optional.of("k"), Optional.of(new Nonce("n", Instant.now())), Optional.of(5), Optional.of(5));

        Enqueued once = assertInstanceOf(Enqueued.class, queue.enqueue(message, guards));
        Enqueued again = assertInstanceOf(Enqueued.class, second.enqueue(message, guards));

        assertEquals(4, once.rate().orElseThrow().remaining());
        assertEquals(4, again.rate().orElseThrow().remaining());
        assertEquals(1, queue.depth().messages());
    }

    @Test
    void refusesBeyondTheRateAndLeavesKeyAndNonceUntaken() {
        Guards full = Guards.rates(Optional.of(0), Optional.empty())
                .withKey("k", CONTENT)
                .withNonce(new Nonce("n", Instant.now()), CONTENT);

        RateExceeded refused = assertInstanceOf(RateExceeded.class, queue.enqueue(Messages.any(), full));

        assertEquals(Bound.CLIENT, refused.bound());
        assertTrue(refused.retryAfter().toSeconds() < 61, refused::toString);
        assertInstanceOf(
                Enqueued.class,
                queue.enqueue(
                        Messages.any(),
                        key("k", OTHER_CONTENT).withNonce(new Nonce("n", Instant.now()), OTHER_CONTENT)));
    }

    @Test
    void countsExactlyOverTwoProxiesAtOnce() throws Exception {
        int limit = 100;
        List<EnqueueOutcome> outcomes = together(IntStream.range(0, 3 * limit)
                .<Callable<EnqueueOutcome>>mapToObj(i -> () -> (i % 2 == 0 ? queue : second)
                        .enqueue(Messages.of("shop-1"), Guards.rates(Optional.of(limit), Optional.empty())))
                .toList());

        // A minute may end in between.
        long accepted = outcomes.stream().filter(Enqueued.class::isInstance).count();
        assertTrue(accepted == limit || accepted == 2 * limit, "accepted " + accepted);
    }

    @Test
    void neverExceedsTheTotalOfASite() throws Exception {
        int limit = 60;
        List<EnqueueOutcome> outcomes = together(IntStream.range(0, 4 * limit)
                .<Callable<EnqueueOutcome>>mapToObj(i -> () -> (i % 2 == 0 ? queue : second)
                        .enqueue(Messages.of("shop-" + i % 7), Guards.rates(Optional.of(1000), Optional.of(limit))))
                .toList());

        long accepted = outcomes.stream().filter(Enqueued.class::isInstance).count();
        assertTrue(accepted == limit || accepted == 2 * limit, "accepted " + accepted);
        assertTrue(outcomes.stream()
                .filter(RateExceeded.class::isInstance)
                .map(RateExceeded.class::cast)
                .allMatch(refused -> refused.bound() == Bound.SITE));
    }

    @Test
    void letsOneOfTwoThroughHoweverOftenTheyMeet() throws Exception {
        List<Callable<EnqueueOutcome>> all = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            String key = UUID.randomUUID().toString();
            Guards guards = i % 2 == 0 ? key(key, CONTENT) : nonce(key, Instant.now(), CONTENT);
            all.add(() -> queue.enqueue(Messages.any(), guards));
            all.add(() -> second.enqueue(Messages.any(), guards));
        }

        List<EnqueueOutcome> outcomes = together(all);

        for (int i = 0; i < outcomes.size(); i += 2) {
            long through = outcomes.subList(i, i + 2).stream()
                    .filter(Enqueued.class::isInstance)
                    .count();
            assertEquals(1, through, "of " + outcomes.subList(i, i + 2));
        }
        assertEquals(PAIRS, queue.depth().messages());
    }

    @Test
    void remembersKeysNoncesAndCountsAcrossACrash() throws IOException {
        Instant now = Instant.now();
        queue.enqueue(Messages.any(), key("k", CONTENT));
        queue.enqueue(Messages.any(), nonce("n", now, CONTENT));

        redis.kill();
        redis.startAgain();
        Await.until(() -> queue.enqueue(Messages.any()) instanceof Enqueued);

        assertInstanceOf(Replayed.class, queue.enqueue(Messages.any(), key("k", CONTENT)));
        assertInstanceOf(NonceUsed.class, queue.enqueue(Messages.any(), nonce("n", now, CONTENT)));
    }

    @Test
    void staysShutToOldTimestampsWhenItsClockLeapsAheadAndBack() {
        Instant now = Instant.now();
        queue.enqueue(Messages.any(), nonce("n", now, CONTENT));
        RedissonClient console = redis.client();
        try {
            // As after a leap of an hour ahead: the nonce has run out, and the clock is back.
            console.getBucket("broker:{0}:nonce:" + Messages.any().clientId() + ":n")
                    .delete();
            console.getBucket("broker:{0}:clock")
                    .set(String.valueOf(now.plusSeconds(3600 - 900).toEpochMilli()));

            assertInstanceOf(OutsideWindow.class, queue.enqueue(Messages.any(), nonce("n", now, CONTENT)));
            assertInstanceOf(Enqueued.class, queue.enqueue(Messages.any(), key("k", CONTENT)));
        } finally {
            console.shutdown();
        }
    }

    @Test
    void forgetsANonceOnlyWhenItsTimestampCanNoLongerBeTaken() {
        queue.enqueue(Messages.any(), nonce("n", Instant.now(), CONTENT));
        RedissonClient console = redis.client();
        try {
            long left = console.getBucket("broker:{0}:nonce:" + Messages.any().clientId() + ":n")
                    .remainTimeToLive();
            Duration due = Duration.ofMinutes(5).plusSeconds(60).plusMinutes(15);
            assertTrue(left > due.minusSeconds(30).toMillis() && left <= due.toMillis(), "left " + left);
        } finally {
            console.shutdown();
        }
    }

    @Test
    void closesWellBeforeRedisIsFull() {
        queue.close();
        queue = RedisMessageQueue.open(
                redis.config(), Shards.USUAL, GuardTimes.USUAL, new MemoryLimit(80, 1), KnownNumbers.inMemory());

        Refused refused = assertInstanceOf(Refused.class, queue.enqueue(Messages.any()));

        assertTrue(refused.reason().contains("memory"), refused::reason);
        assertInstanceOf(Enqueued.class, second.enqueue(Messages.any()));
    }

    private static Guards key(String key, byte[] content) {
        return Guards.NONE.withKey(key, content);
    }

    private static Guards nonce(String nonce, Instant at, byte[] content) {
        return Guards.NONE.withNonce(new Nonce(nonce, at), content);
    }

    private static byte[] content(int first) {
        byte[] content = new byte[32];
        content[0] = (byte) first;
        return content;
    }

    private static List<EnqueueOutcome> together(List<Callable<EnqueueOutcome>> all) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<EnqueueOutcome> outcomes = new ArrayList<>();
            for (Future<EnqueueOutcome> each : threads.invokeAll(all)) {
                outcomes.add(outcome(each));
            }
            return outcomes;
        }
    }

    private static EnqueueOutcome outcome(Future<EnqueueOutcome> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        }
    }
}
