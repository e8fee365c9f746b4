package org.messagebroker.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One shard as a proxy fills it: its own flusher, the number that it has reached, its share of the site's rate. */
final class ShardIntake implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ShardIntake.class);

    private final Redis redis;
    private final Shard shard;
    private final Shards shards;
    private final GuardTimes times;
    private final KnownNumber known;
    private final Consumer<String> onLoss;
    private final GroupCommit commits;
    /** Touched by the flusher alone. */
    private SiteShare share;

    /** @param onLoss is told at once when the shard has lost what it had accepted */
    ShardIntake(Redis redis, Shard shard, Shards shards, GuardTimes times, KnownNumber known, Consumer<String> onLoss) {
        this.redis = redis;
        this.shard = shard;
        this.shards = shards;
        this.times = times;
        this.known = known;
        this.onLoss = onLoss;
        share = shards.count() == 1 ? SiteShare.WHOLE : SiteShare.none();
        commits = new GroupCommit(redis.config().deadline().toNanos(), this::flush);
    }

    /** Returns when it is known what became of the message. */
    EnqueueOutcome commit(Enqueue message) {
        return commits.commit(message);
    }

    private List<EnqueueOutcome> flush(EnqueueBatch batch) {
        return switch (redis.ask(shard, Script.ENQUEUE, batch.arguments(times, known.get(), share))) {
            case Answer.Given given when EnqueueBatch.isLoss(given) -> lost(batch, given.number(0));
            case Answer.Given given -> {
                known.acknowledge(given.number(0));
                yield outcomes(batch, given);
            }
            case Answer.Refused refused -> batch.all(each -> new EnqueueOutcome.Refused(refused.reason()));
            case Answer.Silent silent -> batch.all(each -> new EnqueueOutcome.Unknown(silent.reason()));
        };
    }

    private List<EnqueueOutcome> lost(EnqueueBatch batch, long standing) {
        String fault = loss(standing);
        onLoss.accept(fault);
        return batch.all(each -> new EnqueueOutcome.Refused(fault));
    }

    /** Those that were left out for want of a share are sent again with a larger one, while there is any. */
    private List<EnqueueOutcome> outcomes(EnqueueBatch batch, Answer.Given given) {
        List<EnqueueOutcome> outcomes = batch.outcomes(given);
        List<Integer> leftOut = batch.leftOut(given);
        if (leftOut.isEmpty() || !isMoreGranted(batch, given, leftOut.getFirst())) {
            return outcomes;
        }
        List<EnqueueOutcome> whole = new ArrayList<>(outcomes);
        List<EnqueueOutcome> again = flush(batch.part(leftOut));
        for (int i = 0; i < leftOut.size(); i++) {
            whole.set(leftOut.get(i), again.get(i));
        }
        return whole;
    }

    private boolean isMoreGranted(EnqueueBatch batch, Answer.Given given, int place) {
        String minute = String.valueOf(given.part(place + 1).number(1));
        int limit = batch.messages().get(place).guards().siteRatePerMinute().orElse(0);
        long before = share.in(minute);
        Answer granted =
                redis.ask(Shard.FIRST, Script.LEASE_SHARE, minute, limit, shard.index(), before, shards.count());
        if (!(granted instanceof Answer.Given now) || now.number(0) <= before) {
            return false;
        }
        share = new SiteShare(minute, now.number(0));
        return true;
    }

    /** What it has lost, in words. What was known is read before Redis is asked, since it grows meanwhile. */
    Optional<String> lossFault() {
        long before = known.get();
        return switch (redis.ask(shard, Script.NUMBER)) {
            case Answer.Given given -> lossFault(before, given.number(0));
            case Answer.Refused refused -> Optional.of(refused.reason());
            case Answer.Silent silent -> Optional.of(silent.reason());
        };
    }

    private Optional<String> lossFault(long before, long standing) {
        if (known.isGivenUp()) {
            LOG.warn(
                    "Shard {}: number {} was known, Redis stands at {}; what is missing is given up",
                    shard.index(),
                    before,
                    standing);
            known.beginAt(standing);
            return Optional.empty();
        }
        return standing < before ? Optional.of(loss(standing)) : Optional.empty();
    }

    private String loss(long standing) {
        return "Redis has lost messages that were accepted: shard " + shard.index() + " stands at number " + standing
                + ", this proxy knows of " + known.get() + ". Bring its files back, or " + known.remedy()
                + " to go on without them";
    }

    @Override
    public void close() {
        commits.close();
    }
}
