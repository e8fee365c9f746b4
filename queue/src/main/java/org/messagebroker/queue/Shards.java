package org.messagebroker.queue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.messagebroker.api.ClientId;
import org.messagebroker.settings.Settings;

/**
 * Into how many parts the queue is divided. Fixed when the site is installed: Redis remembers the number, and proxies and
 * workers that were told another one do not work with it.
 */
public record Shards(int count) {

    private static final int MOST = 64;

    /** One. */
    public static final Shards USUAL = new Shards(1);

    /**
     * From {@code queue.shards}.
     *
     * @throws org.messagebroker.settings.SettingsException if that is malformed
     */
    public static Shards of(Settings settings) {
        return new Shards(settings.integer("queue.shards", 1, MOST));
    }

    List<Shard> all() {
        return IntStream.range(0, count).mapToObj(Shard::new).toList();
    }

    /** Where everything of a client is kept, so that its keys, nonces and rate are exact. */
    Shard of(ClientId client) {
        CRC32 hash = new CRC32();
        hash.update(client.value().getBytes(StandardCharsets.US_ASCII));
        return new Shard((int) (hash.getValue() % count));
    }

    /** What is wrong with the number that Redis remembers, in words; empty when it is this one. */
    Optional<String> fault(Redis redis) {
        return switch (redis.ask(Shard.FIRST, Script.SHARDS, count)) {
            case Answer.Given given when given.number(0) == count -> Optional.empty();
            case Answer.Given given ->
                Optional.of("the queue in Redis was installed with " + given.number(0)
                        + " shards, here queue.shards is " + count + ": set it to " + given.number(0)
                        + " for every proxy and worker of this site");
            case Answer.Refused refused -> Optional.of(refused.reason());
            case Answer.Silent silent -> Optional.of(silent.reason());
        };
    }
}
