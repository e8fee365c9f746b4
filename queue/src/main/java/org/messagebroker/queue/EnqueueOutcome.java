package org.messagebroker.queue;

/** What became of an enqueue. */
public sealed interface EnqueueOutcome {

    /**
     * On disk.
     *
     * @param position messages of the shard not yet delivered, this one included
     */
    record Enqueued(long position) implements EnqueueOutcome {}

    /**
     * Certainly not in the queue.
     *
     * @param reason for the log and the administrator
     */
    record Refused(String reason) implements EnqueueOutcome {}

    /** Perhaps in the queue: Redis was asked and did not answer in time. Repeating with the same id is safe. */
    record Unknown(String reason) implements EnqueueOutcome {}
}
