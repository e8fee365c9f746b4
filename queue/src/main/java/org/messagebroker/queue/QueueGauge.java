package org.messagebroker.queue;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Reads how much is waiting. */
final class QueueGauge {

    private QueueGauge() {}

    static QueueDepth read(Redis redis, Shards shards) {
        List<QueueDepth> each = readEach(redis, shards);
        return new QueueDepth(
                each.stream().mapToLong(QueueDepth::messages).sum(),
                each.stream()
                        .map(QueueDepth::oldest)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO),
                each.stream().mapToLong(QueueDepth::quarantined).sum());
    }

    static List<QueueDepth> readEach(Redis redis, Shards shards) {
        return shards.all().stream().map(shard -> read(redis, shard)).toList();
    }

    private static QueueDepth read(Redis redis, Shard shard) {
        Answer.Given given = redis.ask(shard, Script.DEPTH).orThrow();
        long waited = Math.max(0, given.number(2) - given.number(1));
        return new QueueDepth(given.number(0), Duration.ofMillis(waited), given.number(3));
    }
}
