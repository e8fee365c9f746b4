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

    private final GuardTimes times;
    private final MemoryLimit memory;
    private final Redis redis;
    private final Beat check;
    private volatile List<String> faults;

    private RedisMessageQueue(RedisConfig config, GuardTimes times, MemoryLimit memory) {
        this.times = times;
        this.memory = memory;
        redis = new Redis(config);
        faults = List.of(config + " has not been checked yet");
        check();
        check = Beat.start("queue-check", this::check);
    }

    /**
     * Opens the queue. Returns also when Redis cannot be reached yet: {@link #health()} then says so, enqueues are
     * refused, and the connection is made as soon as Redis is there.
     */
    public static MessageQueue open(RedisConfig config, GuardTimes times, MemoryLimit memory) {
        return new RedisMessageQueue(config, times, memory);
    }

    /** Opens the queue with the usual times and limit. */
    public static MessageQueue open(RedisConfig config) {
        return open(config, GuardTimes.USUAL, MemoryLimit.USUAL);
    }

    @Override
    public EnqueueOutcome enqueue(Envelope envelope, Guards guards) {
        List<String> known = faults;
        return known.isEmpty()
                ? add(new Enqueue(envelope, guards, times))
                : new EnqueueOutcome.Refused(known.getFirst());
    }

    private EnqueueOutcome add(Enqueue enqueue) {
        return enqueue.outcome(redis.ask(Script.ENQUEUE, enqueue.keys(), enqueue.arguments()));
    }

    @Override
    public Optional<MessageState> find(MessageId id) {
        Answer.Given found = redis.ask(Script.FIND, id).orThrow();
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
        return QueueGauge.read(redis);
    }

    @Override
    public QueueHealth health() {
        return new QueueHealth(look());
    }

    @Override
    public void close() {
        check.close();
        redis.close();
    }

    private List<String> look() {
        List<String> unsafe = redis.durability().faults();
        return unsafe.isEmpty() ? memoryFault().stream().toList() : unsafe;
    }

    private Optional<String> memoryFault() {
        return redis.memory()
                .map(memory::fault)
                .orElse(Optional.of("Redis does not show how much memory it uses: allow INFO (ACL rule +info)"));
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
