package org.messagebroker.queue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redisson.Redisson;
import org.redisson.api.RScript;
import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNode.InfoSection;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamMultiReadArgs;
import org.redisson.api.stream.StreamReadArgs;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.RedisNodeNotFoundException;
import org.redisson.client.RedisResponseTimeoutException;
import org.redisson.client.codec.ByteArrayCodec;

/**
 * Asks Redis, as often as needed and as long as allowed, and tells what is certain about the outcome. Thread-safe.
 *
 * <p>Redisson's own repeats are off: it would repeat without telling whether an earlier try may have run.
 */
final class Redis implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final RedisConfig config;
    private final RedissonClient client;
    private final RScript scripts;
    private final Durability durability;

    /** For those who do not wait for messages. */
    Redis(RedisConfig config) {
        this(config, 0);
    }

    /** @param waiting how many may be in {@link #awaitReady} at the same time */
    Redis(RedisConfig config, int waiting) {
        this.config = config;
        client = Redisson.create(RedissonSetup.of(config, waiting));
        scripts = client.getScript(ByteArrayCodec.INSTANCE);
        durability = new Durability(this);
    }

    RedisConfig config() {
        return config;
    }

    Durability durability() {
        return durability;
    }

    /** Runs a script on a shard, again and again until it has answered or the deadline has passed. */
    Answer ask(Shard shard, Script script, Object... arguments) {
        List<Object> keys = shard.keys(script);
        Object[] encoded = Arrays.stream(arguments).map(Redis::encoded).toArray();
        Calls calls = script == Script.ENQUEUE && config.waitReplicas() > 0
                ? new ReplicatedCalls(client, shard, config)
                : new PlainCalls(scripts);
        long end = System.nanoTime() + config.deadline().toNanos();
        boolean perhapsRan = false;
        while (true) {
            Answer answer = once(calls, script, keys, encoded, end);
            perhapsRan |= answer instanceof Answer.Silent;
            if (isFinal(answer) || System.nanoTime() + PAUSE.toNanos() >= end || !pause()) {
                return perhapsRan && answer instanceof Answer.Refused refused
                        ? new Answer.Silent(refused.reason())
                        : answer;
            }
        }
    }

    /**
     * Waits until one of the streams of ready messages goes on after the entry beside it, or the time has passed. Changes
     * nothing.
     *
     * @throws QueueUnavailableException when Redis cannot be asked
     */
    void awaitReady(Map<Shard, String> lastEntries, Duration longest) {
        try {
            // Redisson itself gives up a second after the answer was due.
            await(news(lastEntries, longest), longest.plus(config.deadline()).plusSeconds(1));
        } catch (RedisException | IllegalStateException failure) {
            RedisFailure.of(failure, config).orThrow();
        }
    }

    private Future<?> news(Map<Shard, String> lastEntries, Duration longest) {
        Map<String, StreamMessageId> after = new HashMap<>();
        lastEntries.forEach((shard, entry) -> after.put(shard.ready(), entryId(entry)));
        String first = Shard.FIRST.ready();
        StreamMessageId ofFirst = after.remove(first);
        RStream<byte[], byte[]> stream = client.getStream(first, ByteArrayCodec.INSTANCE);
        return after.isEmpty()
                ? stream.readAsync(
                        StreamReadArgs.greaterThan(ofFirst).timeout(longest).count(1))
                : stream.readAsync(StreamMultiReadArgs.greaterThan(ofFirst, after)
                        .timeout(longest)
                        .count(1));
    }

    private static StreamMessageId entryId(String entry) {
        String[] id = entry.split("-", 2);
        return new StreamMessageId(Long.parseLong(id[0]), Long.parseLong(id[1]));
    }

    /** The values of a setting of Redis by its name; empty when this Redis has no such setting. */
    Map<String, String> setting(String name) {
        try {
            return await(client.getRedisNodes(RedisNodes.SINGLE).getInstance().getConfigAsync(name), config.deadline());
        } catch (NoSuchElementException notConnected) {
            throw new RedisNodeNotFoundException("not connected");
        }
    }

    /** What Redis says of its memory; empty when it cannot be asked. */
    Optional<Map<String, String>> memory() {
        return info(InfoSection.MEMORY);
    }

    /** What Redis says of itself; empty when it cannot be asked. */
    Optional<Map<String, String>> info(InfoSection section) {
        try {
            return Optional.of(
                    await(client.getRedisNodes(RedisNodes.SINGLE).getInstance().infoAsync(section), config.deadline()));
        } catch (RedisException | IllegalStateException | NoSuchElementException unasked) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        client.shutdown(0, 1, TimeUnit.SECONDS);
    }

    private Answer once(Calls calls, Script script, List<Object> keys, Object[] arguments, long end) {
        try {
            return runKnown(calls, script, keys, arguments, end);
        } catch (RedisException | IllegalStateException failure) {
            return RedisFailure.of(failure, config);
        }
    }

    private Answer runKnown(Calls calls, Script script, List<Object> keys, Object[] arguments, long end) {
        try {
            return run(calls.known(script, keys, arguments), end);
        } catch (RedisNoScriptException unknown) {
            return introduce(calls, script, keys, arguments, end);
        }
    }

    /**
     * A Redis that does not know the script has just been started. Only one that was found durable gets to know the
     * script that enqueues, so that it runs on no other; see docs/decisions/2026-11-23-durable-or-refused.md.
     */
    private Answer introduce(Calls calls, Script script, List<Object> keys, Object[] arguments, long end) {
        List<String> faults = script == Script.ENQUEUE ? durability.faultsOfAnother() : List.of();
        return faults.isEmpty()
                ? run(calls.unknown(script, keys, arguments), end)
                : new Answer.Refused(faults.getFirst(), true);
    }

    private static Answer run(Future<List<Object>> script, long end) {
        return new Answer.Given(await(script, Duration.ofNanos(Math.max(1, end - System.nanoTime()))));
    }

    private static boolean isFinal(Answer answer) {
        return switch (answer) {
            case Answer.Given _ -> true;
            case Answer.Refused refused -> !refused.passing();
            case Answer.Silent _ -> false;
        };
    }

    private static <T> T await(Future<T> future, Duration longest) {
        try {
            return future.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            future.cancel(true);
            throw new RedisResponseTimeoutException("late");
        } catch (InterruptedException interrupted) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RedisException failure ? failure : new RedisException(failed.getCause());
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static byte[] encoded(Object argument) {
        return argument instanceof byte[] bytes ? bytes : argument.toString().getBytes(StandardCharsets.UTF_8);
    }
}
