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
    private final KnownNumber known;
    private final Redis redis;
    private final GroupCommit commits;
    private final Beat check;
    private volatile List<String> faults;

    private RedisMessageQueue(RedisConfig config, GuardTimes times, MemoryLimit memory, KnownNumber known) {
        this.times = times;
        this.memory = memory;
        this.known = known;
        redis = new Redis(config);
        commits = new GroupCommit(config.deadline().toNanos(), this::flush);
        faults = List.of(config + " has not been checked yet");
        check();
        check = Beat.start("queue-check", this::check);
    }

    /**
     * Opens the queue. Returns also when Redis cannot be reached yet: {@link #health()} then says so, enqueues are
     * refused, and the connection is made as soon as Redis is there.
     */
    public static MessageQueue open(RedisConfig config, GuardTimes times, MemoryLimit memory, KnownNumber known) {
        return new RedisMessageQueue(config, times, memory, known);
    }

    /** Opens the queue with the usual times and limit. */
    public static MessageQueue open(RedisConfig config) {
        return open(config, GuardTimes.USUAL, MemoryLimit.USUAL, KnownNumber.inMemory());
    }

    @Override
    public EnqueueOutcome enqueue(Envelope envelope, Guards guards) {
        List<String> found = faults;
        return found.isEmpty()
                ? commits.commit(new Enqueue(envelope, guards))
                : new EnqueueOutcome.Refused(found.getFirst());
    }

    private List<EnqueueOutcome> flush(EnqueueBatch batch) {
        return switch (redis.ask(Script.ENQUEUE, EnqueueBatch.KEYS, batch.arguments(times, known.get()))) {
            case Answer.Given given when EnqueueBatch.isLoss(given) -> lost(batch, given.number(0));
            case Answer.Given given -> {
                known.acknowledge(given.number(0));
                yield batch.outcomes(given);
            }
            case Answer.Refused refused -> batch.all(each -> new EnqueueOutcome.Refused(refused.reason()));
            case Answer.Silent silent -> batch.all(each -> new EnqueueOutcome.Unknown(silent.reason()));
        };
    }

    private List<EnqueueOutcome> lost(EnqueueBatch batch, long standing) {
        String fault = loss(standing);
        faults = List.of(fault);
        return batch.all(each -> new EnqueueOutcome.Refused(fault));
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
        commits.close();
        redis.close();
    }

    private List<String> look() {
        List<String> unsafe = redis.durability().faults();
        return unsafe.isEmpty() ? lossFault().or(this::memoryFault).stream().toList() : unsafe;
    }

    /** What was known is read before Redis is asked, since it grows meanwhile. */
    private Optional<String> lossFault() {
        long before = known.get();
        return switch (redis.ask(Script.NUMBER, List.of(Script.SEQUENCE))) {
            case Answer.Given given -> lossFault(before, given.number(0));
            case Answer.Refused refused -> Optional.of(refused.reason());
            case Answer.Silent silent -> Optional.of(silent.reason());
        };
    }

    private Optional<String> lossFault(long before, long standing) {
        if (known.isGivenUp()) {
            LOG.warn("Number {} was known, Redis stands at {}; what is missing is given up", before, standing);
            known.beginAt(standing);
            return Optional.empty();
        }
        return standing < before ? Optional.of(loss(standing)) : Optional.empty();
    }

    private String loss(long standing) {
        return "Redis has lost messages that were accepted: it stands at number " + standing + ", this proxy knows of "
                + known.get() + ". Bring its files back, or " + known.remedy() + " to go on without them";
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
