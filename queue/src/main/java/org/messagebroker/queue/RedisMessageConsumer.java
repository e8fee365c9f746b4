package org.messagebroker.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.messagebroker.api.Envelope;
import org.messagebroker.queue.ShardHands.Handful;

/** The queue in Redis, as one worker sees it. */
public final class RedisMessageConsumer implements MessageConsumer {

    private static final Duration LEASE = Duration.ofSeconds(10);

    /** A retry that another worker schedules meanwhile is noticed after this time at the latest. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private static final int MOST_LISTED = 100;
    private static final int FEW_LANES = 8;

    private final Redis redis;
    private final Shards shards;
    private final MemoryLimit memory;
    private final List<ShardHands> hands;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean shardsConfirmed;
    private volatile boolean closed;

    private RedisMessageConsumer(
            RedisConfig config, Shards shards, MemoryLimit memory, String consumer, int lanes, Duration length) {
        redis = new Redis(config, lanes);
        this.shards = shards;
        this.memory = memory;
        hands = shards.all().stream()
                .map(shard -> new ShardHands(redis, shard, consumer, length))
                .toList();
    }

    /**
     * Opens the queue for a worker. Returns also when Redis cannot be reached yet.
     *
     * @param workerId the worker's name, for people who look into Redis; need not be unique
     * @param lanes how many take at the same time: each that waits for messages has a connection of its own
     */
    public static MessageConsumer open(
            RedisConfig config, Shards shards, MemoryLimit memory, String workerId, int lanes) {
        return new RedisMessageConsumer(config, shards, memory, named(workerId), lanes, LEASE);
    }

    /** Opens the queue with the usual limit, undivided, for few lanes. */
    public static MessageConsumer open(RedisConfig config, String workerId) {
        return open(config, Shards.USUAL, MemoryLimit.USUAL, workerId, FEW_LANES);
    }

    /** @param lease after which a silent worker's messages go to others */
    static MessageConsumer open(
            RedisConfig config, Shards shards, MemoryLimit memory, String workerId, Duration lease) {
        return new RedisMessageConsumer(config, shards, memory, named(workerId), FEW_LANES, lease);
    }

    private static String named(String workerId) {
        return workerId + "-" + UUID.randomUUID();
    }

    @Override
    public List<Taken> take(int max, Duration wait) {
        requireShards();
        long end = System.nanoTime() + wait.toNanos();
        while (!closed) {
            List<Handful> handfuls = takeInTurn(max);
            List<Taken> taken =
                    handfuls.stream().flatMap(each -> each.messages().stream()).toList();
            Duration pause = pause(untilDue(handfuls), end);
            if (!taken.isEmpty() || pause.toMillis() <= 0 && System.nanoTime() >= end) {
                return taken;
            }
            if (pause.toMillis() > 0) {
                redis.awaitReady(
                        handfuls.stream().collect(Collectors.toMap(Handful::shard, Handful::lastEntry)), pause);
            }
        }
        return List.of();
    }

    /** Each time another shard is the first to fill the hand, so that a busy one does not starve the others. */
    private List<Handful> takeInTurn(int max) {
        int first = Math.floorMod(turn.getAndIncrement(), hands.size());
        List<Handful> handfuls = new ArrayList<>();
        int left = max;
        for (int i = 0; i < hands.size() && left > 0; i++) {
            Optional<Handful> handful = take(hands.get((first + i) % hands.size()), left, left == max);
            handful.ifPresent(handfuls::add);
            left -= handful.map(each -> each.messages().size()).orElse(0);
        }
        return handfuls;
    }

    /** What other shards have given must reach the worker even if this one fails. */
    private static Optional<Handful> take(ShardHands hand, int most, boolean isHandEmpty) {
        try {
            return Optional.of(hand.take(most));
        } catch (QueueUnavailableException unavailable) {
            if (isHandEmpty) {
                throw unavailable;
            }
            return Optional.empty();
        }
    }

    private static long untilDue(List<Handful> handfuls) {
        return handfuls.stream()
                .mapToLong(Handful::untilDue)
                .filter(due -> due >= 0)
                .min()
                .orElse(-1);
    }

    private static Duration pause(long untilDue, long end) {
        Duration rest = Duration.ofNanos(end - System.nanoTime());
        Duration longest = rest.compareTo(LONGEST_WAIT) < 0 ? rest : LONGEST_WAIT;
        Duration due = Duration.ofMillis(untilDue);
        return untilDue >= 0 && due.compareTo(longest) < 0 ? due : longest;
    }

    /** A worker of another number of shards would leave some of them to nobody. */
    private void requireShards() {
        if (!shardsConfirmed) {
            shards.fault(redis).ifPresent(fault -> {
                throw new QueueUnavailableException(fault);
            });
            shardsConfirmed = true;
        }
    }

    @Override
    public void remove(Collection<Taken> messages) {
        move(messages, ShardHands::remove);
    }

    @Override
    public void retryLater(Collection<Taken> messages, Function<Taken, Duration> delay, boolean countAttempt) {
        move(messages, (hand, part) -> hand.retryLater(part, delay, countAttempt));
    }

    /** What one shard does not answer must not keep the worker from letting go of what others gave. */
    private void move(Collection<Taken> messages, BiConsumer<ShardHands, List<Taken>> mover) {
        Map<Shard, List<Taken>> parts = new HashMap<>();
        messages.forEach(each -> parts.computeIfAbsent(Hold.parse(each.entry()).shard(), _ -> new ArrayList<>())
                .add(each));
        Parts.each(
                parts.entrySet(), part -> mover.accept(hands.get(part.getKey().index()), part.getValue()));
    }

    @Override
    public boolean requeue(Envelope envelope, int epoch) {
        requireShards();
        memory.fault(redis).ifPresent(fault -> {
            throw new QueueUnavailableException(fault);
        });
        Answer.Given given = redis.ask(
                        shards.of(envelope.clientId()),
                        Script.REQUEUE,
                        envelope.messageId(),
                        EnvelopeCodec.encode(envelope),
                        epoch)
                .orThrow();
        return given.text(0).equals("done");
    }

    @Override
    public List<Quarantined> quarantined() {
        return shards.all().stream()
                .flatMap(this::quarantined)
                .limit(MOST_LISTED)
                .toList();
    }

    private Stream<Quarantined> quarantined(Shard shard) {
        Answer.Given given = redis.ask(shard, Script.QUARANTINED, MOST_LISTED).orThrow();
        return IntStream.iterate(0, i -> i < given.size(), i -> i + 2)
                .mapToObj(i -> new Quarantined(shard.index() + "/" + given.text(i), given.number(i + 1)));
    }

    @Override
    public boolean discardQuarantined(String entry) {
        return shards.all().stream()
                .filter(shard -> entry.startsWith(shard.index() + "/"))
                .anyMatch(shard -> redis.ask(shard, Script.DISCARD, entry.substring(entry.indexOf('/') + 1))
                                .orThrow()
                                .number(0)
                        == 1);
    }

    @Override
    public QueueDepth depth() {
        return QueueGauge.read(redis, shards);
    }

    @Override
    public QueueHealth health() {
        List<String> unsafe = redis.durability().faults();
        return new QueueHealth(unsafe.isEmpty() ? shardFaults() : unsafe);
    }

    private List<String> shardFaults() {
        Optional<String> fault = shardsConfirmed ? Optional.empty() : shards.fault(redis);
        return fault.stream().toList();
    }

    @Override
    public void giveBack() {
        hands.forEach(ShardHands::giveBack);
    }

    @Override
    public void close() {
        closed = true;
        hands.forEach(ShardHands::close);
        redis.close();
    }
}
