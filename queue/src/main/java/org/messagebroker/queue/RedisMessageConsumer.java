package org.messagebroker.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.messagebroker.api.Envelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The queue in Redis, as one worker sees it. */
public final class RedisMessageConsumer implements MessageConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(RedisMessageConsumer.class);
    private static final Duration LEASE = Duration.ofSeconds(10);

    /** A retry that another worker schedules meanwhile is noticed after this time at the latest. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private static final int VALUES_PER_MESSAGE = 4;

    private final Redis redis;
    private final Lease lease;
    private volatile boolean closed;

    private RedisMessageConsumer(RedisConfig config, String consumer, Duration length) {
        redis = new Redis(config);
        lease = new Lease(redis, consumer, length);
    }

    /**
     * Opens the queue for a worker. Returns also when Redis cannot be reached yet.
     *
     * @param workerId the worker's name, for people who look into Redis; need not be unique
     */
    public static MessageConsumer open(RedisConfig config, String workerId) {
        return open(config, workerId, LEASE);
    }

    /** @param lease after which a silent worker's messages go to others */
    static MessageConsumer open(RedisConfig config, String workerId, Duration lease) {
        return new RedisMessageConsumer(config, workerId + "-" + UUID.randomUUID(), lease);
    }

    @Override
    public List<Taken> take(int max, Duration wait) {
        long end = System.nanoTime() + wait.toNanos();
        while (!closed) {
            Answer.Given given = redis.ask(Script.TAKE, lease.consumer(), lease.millis(), max)
                    .orThrow();
            List<Taken> taken = readable(given);
            Duration pause = pause(given.number(1), end);
            if (!taken.isEmpty() || pause.toMillis() <= 0 && System.nanoTime() >= end) {
                return taken;
            }
            if (pause.toMillis() > 0) {
                redis.awaitReady(given.text(0), pause);
            }
        }
        return List.of();
    }

    private static Duration pause(long untilDue, long end) {
        Duration rest = Duration.ofNanos(end - System.nanoTime());
        Duration longest = rest.compareTo(LONGEST_WAIT) < 0 ? rest : LONGEST_WAIT;
        Duration due = Duration.ofMillis(untilDue);
        return untilDue >= 0 && due.compareTo(longest) < 0 ? due : longest;
    }

    private List<Taken> readable(Answer.Given given) {
        List<Taken> taken = new ArrayList<>();
        for (int i = 2; i < given.size(); i += VALUES_PER_MESSAGE) {
            String entry = given.text(i);
            lease.hold(entry);
            read(given, i).ifPresentOrElse(taken::add, () -> quarantine(entry));
        }
        return taken;
    }

    private static Optional<Taken> read(Answer.Given given, int at) {
        Optional<Envelope> envelope = EnvelopeCodec.decode(given.bytes(at + 3));
        return envelope.filter(each -> each.messageId().toString().equals(given.text(at + 1)))
                .map(each -> new Taken(each, (int) given.number(at + 2), given.text(at)));
    }

    private void quarantine(String entry) {
        LOG.error("Quarantined the queue's entry {}: its message cannot be read", entry);
        move(Script.QUARANTINE, List.of(entry), lease.consumer());
    }

    @Override
    public void remove(Collection<Taken> messages) {
        move(Script.REMOVE, entries(messages), lease.consumer());
    }

    @Override
    public void retryLater(Collection<Taken> messages, Duration delay, boolean countAttempt) {
        move(Script.RETRY, entries(messages), lease.consumer(), delay.toMillis(), countAttempt ? 1 : 0);
    }

    private static List<String> entries(Collection<Taken> messages) {
        return messages.stream().map(Taken::entry).toList();
    }

    /** Whether it succeeds or not, the messages are then out of the worker's hands: if need be the lease gives them back. */
    private void move(Script script, List<String> entries, Object... arguments) {
        if (entries.isEmpty()) {
            return;
        }
        try {
            redis.ask(
                            script,
                            Stream.concat(Stream.of(arguments), entries.stream())
                                    .toArray())
                    .orThrow();
        } finally {
            lease.release(entries);
        }
    }

    @Override
    public QueueDepth depth() {
        return QueueGauge.read(redis);
    }

    @Override
    public QueueHealth health() {
        return new QueueHealth(redis.durability().faults());
    }

    @Override
    public void close() {
        closed = true;
        lease.close();
        redis.close();
    }
}
