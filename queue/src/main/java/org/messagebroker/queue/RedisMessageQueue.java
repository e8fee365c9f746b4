package org.messagebroker.queue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageState;
import org.messagebroker.api.MessageStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The queue in Redis, as a proxy sees it. */
public final class RedisMessageQueue implements MessageQueue {

    private static final Logger LOG = LoggerFactory.getLogger(RedisMessageQueue.class);
    private static final Duration CHECK_WHEN_UP = Duration.ofSeconds(1);
    private static final Duration CHECK_WHEN_DOWN = Duration.ofSeconds(1);

    private final Shards shards;
    private final MemoryLimit memory;
    private final Redis redis;
    private final List<ShardIntake> intakes;
    private final Beat check;
    private volatile List<String> faults;

    private RedisMessageQueue(
            RedisConfig config, Shards shards, GuardTimes times, MemoryLimit memory, KnownNumbers known) {
        this.shards = shards;
        this.memory = memory;
        redis = new Redis(config);
        faults = List.of(config + " has not been checked yet");
        intakes = shards.all().stream()
                .map(shard -> new ShardIntake(redis, shard, shards, times, known.of(shard), this::lost))
                .toList();
        check();
        check = Beat.start("queue-check", this::check);
    }

    private void lost(String fault) {
        faults = List.of(fault);
    }

    /**
     * Opens the queue. Returns also when Redis cannot be reached yet: {@link #health()} then says so, enqueues are
     * refused, and the connection is made as soon as Redis is there.
     */
    public static MessageQueue open(
            RedisConfig config, Shards shards, GuardTimes times, MemoryLimit memory, KnownNumbers known) {
        return new RedisMessageQueue(config, shards, times, memory, known);
    }

    /** Opens the queue with the usual times and limit, undivided. */
    public static MessageQueue open(RedisConfig config) {
        return open(config, Shards.USUAL, GuardTimes.USUAL, MemoryLimit.USUAL, KnownNumbers.inMemory());
    }

    @Override
    public EnqueueOutcome enqueue(Envelope envelope, Guards guards) {
        List<String> found = faults;
        return found.isEmpty()
                ? intakes.get(shards.of(envelope.clientId()).index()).commit(new Enqueue(envelope, guards))
                : new EnqueueOutcome.Refused(found.getFirst());
    }

    @Override
    public Optional<MessageState> find(MessageId id) {
        return shards.all().stream()
                .map(shard -> find(shard, id))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<MessageState> find(Shard shard, MessageId id) {
        Answer.Given found = redis.ask(shard, Script.FIND, id).orThrow();
        return found.size() == 0 ? Optional.empty() : Optional.of(state(readable(id, found), found.number(1)));
    }

    /** Whose a message is that cannot be read is unknown; yet it was accepted, so "not found" would be untrue. */
    private static Envelope readable(MessageId id, Answer.Given found) {
        return EnvelopeCodec.decode(found.bytes(0))
                .filter(envelope -> envelope.messageId().equals(id))
                .orElseThrow(() -> new QueueUnavailableException(
                        "message " + id + " is kept but cannot be read; look into the quarantine"));
    }

    private static MessageState state(Envelope envelope, long attempts) {
        return new MessageState(
                envelope.messageId(),
                envelope.clientId(),
                attempts < 0 ? MessageStatus.QUEUED : MessageStatus.PROCESSING,
                envelope.acceptedAt(),
                Optional.empty(),
                (int) Math.max(0, attempts));
    }

    @Override
    public QueueDepth depth() {
        return QueueGauge.read(redis, shards);
    }

    @Override
    public List<QueueDepth> depths() {
        return QueueGauge.readEach(redis, shards);
    }

    @Override
    public QueueHealth health() {
        return new QueueHealth(look());
    }

    @Override
    public void close() {
        check.close();
        intakes.forEach(ShardIntake::close);
        redis.close();
    }

    private List<String> look() {
        List<String> unsafe = redis.durability().faults();
        return unsafe.isEmpty()
                ? shards.fault(redis).or(this::lossFault).or(() -> memory.fault(redis)).stream()
                        .toList()
                : unsafe;
    }

    private Optional<String> lossFault() {
        return intakes.stream()
                .map(ShardIntake::lossFault)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Settings can be changed while Redis runs, and it can fill up. A restart is noticed at once: see {@link Redis}. */
    private Duration check() {
        List<String> found = look();
        if (!found.equals(faults)) {
            LOG.atLevel(found.isEmpty() ? org.slf4j.event.Level.INFO : org.slf4j.event.Level.ERROR)
                    .log(found.isEmpty() ? "Messages can be queued" : "No message can be queued: {}", found);
        }
        faults = found;
        return found.isEmpty() ? CHECK_WHEN_UP : CHECK_WHEN_DOWN;
    }
}
