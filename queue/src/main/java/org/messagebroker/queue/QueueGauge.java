package org.messagebroker.queue;

import java.time.Duration;

/** Reads how much is waiting. */
final class QueueGauge {

    private QueueGauge() {}

    static QueueDepth read(Redis redis) {
        Answer.Given given = redis.ask(Script.DEPTH).orThrow();
        long waited = Math.max(0, given.number(2) - given.number(1));
        return new QueueDepth(given.number(0), Duration.ofMillis(waited), given.number(3));
    }
}
