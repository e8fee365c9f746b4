package org.messagebroker.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares round trips and syncs: what waits while one batch is under way goes in the next, as databases do with their
 * commits (DeWitt et al., Implementation Techniques for Main Memory Database Systems, 1984). A message that comes alone
 * goes at once. Thread-safe.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    /** Long enough for many to gather, short beside the sync of a disk that is slow. */
    private static final long GATHERING_NANOS = 500_000;

    private static final EnqueueOutcome CLOSED = new EnqueueOutcome.Refused("the queue is closed");
    private static final int MOST_AT_ONCE = 256;
    private static final int MOST_WAITING = 16_384;

    private final Function<EnqueueBatch, List<EnqueueOutcome>> flush;
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final long patienceNanos;
    private final Thread flusher;
    private volatile boolean closed;

    /**
     * @param patienceNanos how long a message waits for its turn; beyond it, it is refused unsent
     * @param flush sends a batch and answers the outcome of each message, in order; called by one thread only
     */
    GroupCommit(long patienceNanos, Function<EnqueueBatch, List<EnqueueOutcome>> flush) {
        this.patienceNanos = patienceNanos;
        this.flush = flush;
        flusher = Thread.ofPlatform().daemon().name("queue-flusher").start(this::flushAll);
    }

    /** Returns when it is known what became of the message. */
    EnqueueOutcome commit(Enqueue message) {
        Waiting own = new Waiting(message, System.nanoTime() + patienceNanos, new CompletableFuture<>());
        if (!waiting.offer(own)) {
            return new EnqueueOutcome.Refused("too many messages wait for Redis");
        }
        // Whoever comes while it is being closed may have missed the last round.
        if (closed && waiting.remove(own)) {
            return CLOSED;
        }
        return own.outcome().join();
    }

    /** What waits is sent yet. */
    @Override
    public void close() {
        closed = true;
        flusher.interrupt();
        try {
            flusher.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        waiting.forEach(each -> each.outcome().complete(CLOSED));
    }

    private void flushAll() {
        try {
            while (true) {
                gather(flush(next(waiting.take())));
            }
        } catch (InterruptedException closing) {
            while (!waiting.isEmpty()) {
                flush(next(waiting.remove()));
            }
        }
    }

    private List<Waiting> next(Waiting first) {
        List<Waiting> batch = new ArrayList<>(MOST_AT_ONCE);
        batch.add(first);
        waiting.drainTo(batch, MOST_AT_ONCE - 1);
        batch.removeIf(Waiting::refusedForLateness);
        return batch;
    }

    /**
     * Where several came at once others are on their way: a moment's rest makes the next batch larger and the cost of each
     * message smaller. Who comes alone never waits.
     */
    private static void gather(int flushed) {
        if (flushed > 1) {
            LockSupport.parkNanos(GATHERING_NANOS);
        }
    }

    private int flush(List<Waiting> batch) {
        if (batch.isEmpty()) {
            return 0;
        }
        List<EnqueueOutcome> outcomes =
                outcomes(new EnqueueBatch(batch.stream().map(Waiting::message).toList()));
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).outcome().complete(outcomes.get(i));
        }
        return batch.size();
    }

    /** Whatever happens, nobody waits for ever. Without the exception's text, which may quote contents. */
    private List<EnqueueOutcome> outcomes(EnqueueBatch batch) {
        try {
            return flush.apply(batch);
        } catch (RuntimeException fault) {
            LOG.error(
                    "A batch of {} messages failed: {}",
                    batch.messages().size(),
                    fault.getClass().getName());
            return batch.all(each -> new EnqueueOutcome.Unknown("it failed while Redis was asked"));
        }
    }

    private record Waiting(Enqueue message, long end, CompletableFuture<EnqueueOutcome> outcome) {

        boolean refusedForLateness() {
            boolean late = System.nanoTime() - end > 0;
            if (late) {
                outcome.complete(new EnqueueOutcome.Refused("Redis was busy with earlier messages for too long"));
            }
            return late;
        }
    }
}
