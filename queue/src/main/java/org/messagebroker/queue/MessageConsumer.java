package org.messagebroker.queue;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;

/**
 * The queue as one worker sees it. A taken message stays the worker's while its lease is renewed (in the background,
 * until closed); every move checks that it still is, so a worker that slept through its lease changes nothing.
 * Thread-safe; all methods throw {@link QueueUnavailableException} when Redis cannot be asked.
 */
public interface MessageConsumer extends AutoCloseable {

    /** Takes up to {@code max} messages, waiting up to {@code wait} for the first; empty when there is none. */
    List<Taken> take(int max, Duration wait);

    /**
     * Removes messages that the server has committed, as stored or as dead letters. Those that are no longer this
     * worker's are left alone.
     */
    void remove(Collection<Taken> messages);

    /** Puts messages back, to be taken again after {@code delay}; counts an attempt if {@code countAttempt}. */
    default void retryLater(Collection<Taken> messages, Duration delay, boolean countAttempt) {
        retryLater(messages, each -> delay, countAttempt);
    }

    /** The same with a delay for each. */
    void retryLater(Collection<Taken> messages, Function<Taken, Duration> delay, boolean countAttempt);

    /**
     * Puts a message that was given up back into the queue, as it was; once for each epoch, however often it is called.
     *
     * @param epoch how often it was put back, this time included
     * @return whether it is done; false while the message is still in the queue from before
     */
    boolean requeue(Envelope envelope, int epoch);

    /** Some of what was set aside because it cannot be read. */
    List<Quarantined> quarantined();

    /** Drops what was set aside; answers whether it was there. */
    boolean discardQuarantined(String entry);

    /** How much is waiting. */
    QueueDepth depth();

    /** Whether Redis answers and its settings are durable. Never throws. */
    QueueHealth health();

    /** Gives back what is held, at once, for others to take; a move of it that comes later does nothing. */
    void giveBack();

    /** Gives back what is still held and ends the lease, so that another worker need not wait for it. */
    @Override
    void close();

    /**
     * A message held by this worker.
     *
     * @param attempts deliveries tried before
     * @param epoch how often it was given up and put back
     * @param entry the queue's own name of this hold; opaque
     */
    record Taken(Envelope envelope, int attempts, int epoch, String entry) {
        /** The message's id. */
        public MessageId id() {
            return envelope.messageId();
        }
    }

    /**
     * What cannot be read.
     *
     * @param entry the queue's name of it
     * @param bytes how much is there
     */
    record Quarantined(String entry, long bytes) {}
}
