package org.messagebroker.queue;

import static org.redisson.api.RScript.Mode.READ_WRITE;
import static org.redisson.api.RScript.ReturnType.LIST;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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

    @Override
    public Future<List<Object>> known(Script script, List<Object> keys, Object[] arguments) {
        return confirmed(scripts -> scripts.evalShaAsync(READ_WRITE, script.digest(), LIST, keys, arguments));
    }

    @Override
    public Future<List<Object>> unknown(Script script, List<Object> keys, Object[] arguments) {
        return confirmed(scripts -> scripts.evalAsync(READ_WRITE, script.text(), LIST, keys, arguments));
    }

    private Future<List<Object>> confirmed(Function<RScriptAsync, RFuture<List<Object>>> call) {
        Duration longest = config.timeout();
        RBatch batch = client.createBatch(BatchOptions.defaults()
                .retryAttempts(0)
                .responseTimeout(longest.toMillis() * 2, TimeUnit.MILLISECONDS)
                .syncAOF(1, config.waitReplicas(), longest));
        var _ = call.apply(batch.getScript(ByteArrayCodec.INSTANCE));
        var _ = batch.getBucket(shard.mark(), ByteArrayCodec.INSTANCE).setAsync(MARK);
        return batch.executeAsync().thenApply(this::confirmed).toCompletableFuture();
    }

    @SuppressWarnings("unchecked")
    private List<Object> confirmed(BatchResult<?> result) {
        if (result.getSyncedSlaves() < config.waitReplicas()) {
            throw new UnreplicatedException(result.getSyncedSlaves());
        }
        return (List<Object>) result.getResponses().getFirst();
    }
}
