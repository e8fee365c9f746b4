package org.messagebroker.queue;

import java.util.List;
import java.util.stream.Stream;

/**
 * A part of the queue: keys of its own, on one node, since the tag in their names places them together.
 *
 * @param index 0 for the first
 */
record Shard(int index) {

    /** The one that keeps what holds for all. */
    static final Shard FIRST = new Shard(0);

    private static final List<String> OF_EVERY_SCRIPT =
            List.of("ready", "later", "messages", "accepted", "attempts", "removed", "leases", "quarantine", "epochs");

    /** In the order in which the scripts name them. */
    List<Object> keys(Script script) {
        return Stream.concat(OF_EVERY_SCRIPT.stream(), script.more().stream())
                .<Object>map(this::key)
                .toList();
    }

    /** The stream of messages that no consumer has taken, and a sign that there may be one. */
    String ready() {
        return key("ready");
    }

    /** Written behind what replicas must have. */
    String mark() {
        return key("mark");
    }

    private String key(String name) {
        return "broker:{" + index + "}:" + name;
    }
}
