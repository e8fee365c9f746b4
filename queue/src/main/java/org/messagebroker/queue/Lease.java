package org.messagebroker.queue;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer's right to what it has taken, renewed in the background. Each renewal also looks for what nobody works on:
 * the entries of consumers whose lease has ended, and those of this one that it does not know of, because the answer
 * to its take, or to its move, was lost. Thread-safe.
 */
final class Lease implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final int LIMIT = 500;
    private static final int ALL = 100_000;

    private final Redis redis;
    private final Shard shard;
    private final String consumer;
    private final Duration length;
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Beat beat;

    Lease(Redis redis, Shard shard, String consumer, Duration length) {
        this.redis = redis;
        this.shard = shard;
        this.consumer = consumer;
        this.length = length;
        beat = Beat.start("queue-lease", this::renew);
    }

    String consumer() {
        return consumer;
    }

    long millis() {
        return length.toMillis();
    }

    /** Notes that the worker knows of an entry. */
    void hold(String entry) {
        held.add(entry);
    }

    /** Notes that the worker is done with entries, whether they are gone or not. */
    void release(Collection<String> entries) {
        held.removeAll(entries);
    }

    /** Gives everything back and ends the lease. */
    @Override
    public void close() {
        beat.close();
        giveBack();
    }

    /** Gives everything back. */
    void giveBack() {
        if (redis.ask(shard, Script.LEAVE, consumer, ALL) instanceof Answer.Given) {
            return;
        }
        LOG.warn("Could not give back what was taken; other workers get it in {} s", length.toSeconds());
    }

    private Duration renew() {
        try {
            giveBackAbandoned();
            giveBackUnknown();
        } catch (QueueUnavailableException unavailable) {
            LOG.warn("Could not renew the lease: {}", unavailable.getMessage());
        }
        return length.dividedBy(3);
    }

    private void giveBackAbandoned() {
        long found;
        do {
            found = redis.ask(shard, Script.RENEW, consumer, millis(), LIMIT)
                    .orThrow()
                    .number(0);
            if (found > 0) {
                LOG.info("Gave back {} messages of workers that are gone", found);
            }
        } while (found >= LIMIT);
    }

    /** An entry younger than the lease may be on its way to the worker. */
    private void giveBackUnknown() {
        Answer.Given pending = redis.ask(shard, Script.PENDING, consumer, millis(), held.size() + LIMIT)
                .orThrow();
        List<String> unknown = Stream.iterate(0, i -> i < pending.size(), i -> i + 1)
                .map(pending::text)
                .filter(entry -> !held.contains(entry))
                .toList();
        if (!unknown.isEmpty()) {
            LOG.info("Gave back {} messages whose taking was never answered", unknown.size());
            Object[] arguments =
                    Stream.concat(Stream.of(consumer), unknown.stream()).toArray();
            redis.ask(shard, Script.RETURN, arguments).orThrow();
        }
    }
}
