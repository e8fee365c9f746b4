package org.messagebroker.queue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.redisson.api.redisnode.RedisNode.InfoSection;
import org.redisson.client.RedisException;

/** Checks that Redis keeps what it has acknowledged, whatever happens to it. */
final class Durability {

    private static final Map<String, String> REQUIRED = new TreeMap<>(Map.of(
            "appendonly", "yes",
            "appendfsync", "always",
            "no-appendfsync-on-rewrite", "no",
            "maxmemory-policy", "noeviction"));

    private final Redis redis;

    Durability(Redis redis) {
        this.redis = redis;
    }

    /** What an administrator must change, in words; empty when messages are safe. Never throws. */
    List<String> faults() {
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
