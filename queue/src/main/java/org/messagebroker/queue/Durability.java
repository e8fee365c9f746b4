package org.messagebroker.queue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.redisson.api.redisnode.RedisNode.InfoSection;
import org.redisson.client.RedisException;

/** Checks that Redis keeps what it has acknowledged, whatever happens to it. Thread-safe. */
final class Durability {

    private static final Map<String, String> REQUIRED = new TreeMap<>(Map.of(
            "appendonly", "yes",
            "appendfsync", "always",
            "no-appendfsync-on-rewrite", "no",
            "maxmemory-policy", "noeviction"));

    private final Redis redis;
    private volatile boolean wasDurable;

    Durability(Redis redis) {
        this.redis = redis;
    }

    /** What an administrator must change, in words; empty when messages are safe. Never throws. */
    List<String> faults() {
        return faults(!wasDurable);
    }

    /** The same of a Redis that was not there before, as far as it can be told. */
    List<String> faultsOfAnother() {
        return faults(true);
    }

    /**
     * A rewrite of the append-only file that goes on while Redis is first looked at may be that file's first one, and until
     * its end a restart would lose all. Later ones are harmless: the file before them is whole.
     */
    private List<String> faults(boolean first) {
        List<String> found = settingFaults();
        if (found.isEmpty() && !first) {
            return found;
        }
        List<String> all = found.isEmpty() ? fileFault().stream().toList() : found;
        wasDurable = all.isEmpty();
        return all;
    }

    private List<String> settingFaults() {
        try {
            return Stream.concat(
                            REQUIRED.entrySet().stream()
                                    .flatMap(setting -> fault(setting.getKey(), setting.getValue()).stream()),
                            replicaFault().stream())
                    .toList();
        } catch (RedisException | IllegalStateException failure) {
            return List.of(unknown(failure));
        }
    }

    private Optional<String> fileFault() {
        return redis.info(InfoSection.PERSISTENCE)
                .map(Durability::fileFault)
                .orElse(Optional.of(
                        "Redis does not show how its append-only file stands: allow INFO (ACL rule +info)"));
    }

    /** Why the append-only file may not yet hold what is in Redis, in words; empty when it does. */
    static Optional<String> fileFault(Map<String, String> persistence) {
        if (!is(persistence, "aof_enabled", "1")) {
            return Optional.of("Redis does not write its append-only file");
        }
        if (!is(persistence, "aof_rewrite_in_progress", "0") || !is(persistence, "aof_rewrite_scheduled", "0")) {
            return Optional.of("Redis is still writing its append-only file, perhaps for the first time:"
                    + " nothing is taken until that has ended");
        }
        return is(persistence, "aof_last_bgrewrite_status", "ok")
                ? Optional.empty()
                : Optional.of("Redis has failed to rewrite its append-only file: see its log, then BGREWRITEAOF");
    }

    private static boolean is(Map<String, String> persistence, String name, String value) {
        return persistence.getOrDefault(name, "").strip().equals(value);
    }

    private Optional<String> fault(String name, String required) {
        String found = redis.setting(name).getOrDefault(name, "missing");
        return found.equals(required)
                ? Optional.empty()
                : Optional.of("Redis setting " + name + " is " + found + ", must be " + required);
    }

    /** Better said once here than by every message that waits in vain. */
    private Optional<String> replicaFault() {
        int wanted = redis.config().waitReplicas();
        if (wanted == 0) {
            return Optional.empty();
        }
        String connected = redis.info(InfoSection.REPLICATION)
                .map(said -> said.getOrDefault("connected_slaves", "0").strip())
                .orElse("an unknown number of");
        return connected.matches("\\d+") && Integer.parseInt(connected) >= wanted
                ? Optional.empty()
                : Optional.of("Redis has " + connected + " replicas, redis.wait-replicas asks for " + wanted);
    }

    private String unknown(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.startsWith("NOPERM") || message.startsWith("ERR unknown command")) {
            return "Redis does not show its settings: allow CONFIG GET (ACL rule +config|get), so that appendonly and"
                    + " appendfsync can be checked";
        }
        return switch (RedisFailure.of(failure, redis.config())) {
            case Answer.Refused refused -> refused.reason();
            case Answer.Silent silent -> silent.reason();
            case Answer.Given given -> throw new IllegalStateException(given.toString());
        };
    }
}
