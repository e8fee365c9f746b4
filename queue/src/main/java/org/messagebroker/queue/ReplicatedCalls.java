package org.messagebroker.queue;

import static org.redisson.api.RScript.Mode.READ_WRITE;
import static org.redisson.api.RScript.ReturnType.LIST;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.redisson.api.BatchOptions;
import org.redisson.api.BatchResult;
import org.redisson.api.RBatch;
import org.redisson.api.RFuture;
import org.redisson.api.RScriptAsync;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;

/**
 * Followed by WAITAOF on the same connection: answered only when the disk here and those of enough replicas have what was
 * written. A repeat of a script may write nothing, and then there would be nothing to wait for; so a small write goes between,
 * which replicas can only have after all that came before it.
 */
record ReplicatedCalls(RedissonClient client, Shard shard, RedisConfig config) implements Calls {

    private static final byte[] MARK = {1};
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(2);
    private static final Duration QUESTION = Duration.ofMillis(5);

    @Override
    public Future<List<Object>> known(Script script, List<Object> keys, Object[] arguments) {
        return confirmed(scripts -> scripts.evalShaAsync(READ_WRITE, script.digest(), LIST, keys, arguments));
    }

    @Override
    public Future<List<Object>> unknown(Script script, List<Object> keys, Object[] arguments) {
        return confirmed(scripts -> scripts.evalAsync(READ_WRITE, script.text(), LIST, keys, arguments));
    }

    private Future<List<Object>> confirmed(Function<RScriptAsync, RFuture<List<Object>>> call) {
        RBatch batch = batch(config.deadline());
        RFuture<List<Object>> script = call.apply(batch.getScript(ByteArrayCodec.INSTANCE));
        RFuture<BatchResult<?>> answer = marked(batch);
        Thread.startVirtualThread(() -> askAgain(answer));
        return script.thenCompose(given -> confirmed(given, answer)).toCompletableFuture();
    }

    /** Once the script has run, what fails behind it says nothing of the script: it is done, if perhaps not everywhere. */
    private CompletionStage<List<Object>> confirmed(List<Object> given, RFuture<BatchResult<?>> answer) {
        return answer.exceptionallyCompose(failure -> CompletableFuture.failedStage(new UnreplicatedException(failure)))
                .thenApply(result -> {
                    if (result.getSyncedSlaves() < config.waitReplicas()) {
                        throw new UnreplicatedException(result.getSyncedSlaves());
                    }
                    return given;
                });
    }

    private RBatch batch(Duration longest) {
        return client.createBatch(BatchOptions.defaults()
                .retryAttempts(0)
                .responseTimeout(longest.plus(config.timeout()).toMillis(), TimeUnit.MILLISECONDS)
                .syncAOF(1, config.waitReplicas(), longest));
    }

    private RFuture<BatchResult<?>> marked(RBatch batch) {
        var _ = batch.getBucket(shard.mark(), ByteArrayCodec.INSTANCE).setAsync(MARK);
        return batch.executeAsync();
    }

    /**
     * A replica is asked when it gets what it is asked about, and answers before that is on its disk; by itself it tells only
     * once a second. Whoever waits next makes it tell again.
     */
    private void askAgain(RFuture<?> answer) {
        long end = System.nanoTime() + config.deadline().toNanos();
        while (!answer.isDone() && System.nanoTime() < end) {
            LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
            try {
                marked(batch(QUESTION)).get();
            } catch (ExecutionException unanswered) {
                // The first question has its own answer.
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }
}
