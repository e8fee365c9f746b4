package org.messagebroker.queue;

import java.util.List;

/**
 * Whether the queue can be trusted with a message.
 *
 * @param faults why not, in words for the administrator, each naming the Redis setting to change; empty when it can
 */
public record QueueHealth(List<String> faults) {

    public QueueHealth {
        faults = List.copyOf(faults);
    }

    /** Whether a message may be enqueued. */
    public boolean isUp() {
        return faults.isEmpty();
    }
}
