package org.messagebroker.standalone;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * How an installation is.
 *
 * @param queue empty when the proxy cannot tell
 * @param messages how many have each status, by its name; empty when the server cannot tell
 * @param keysWithoutCopy keys of which no copy is known outside the machine; empty when the database cannot tell
 */
record Status(List<PartStatus> parts, Optional<Queue> queue, Map<String, Long> messages, OptionalLong keysWithoutCopy) {

    private static final String WARNING =
            "no copy of %d keys is known outside this machine; run ./broker key export --out FILE";

    Status {
        parts = List.copyOf(parts);
        messages = Map.copyOf(messages);
    }

    /**
     * One part.
     *
     * @param port its main port; 0 when it runs elsewhere
     * @param uptimeSeconds since its process was started
     */
    record PartStatus(
            String name, State state, int port, OptionalLong pid, OptionalLong uptimeSeconds, String version) {}

    /** What a part does. */
    enum State {
        READY,
        STARTING,
        STOPPED,
        /** One of the site's own, which this installation neither starts nor stops. */
        EXTERNAL;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * What waits.
     *
     * @param oldestMillis how long the oldest has waited; 0 when nothing waits
     */
    record Queue(long depth, long oldestMillis) {}

    /** Whether nothing of ours runs. */
    boolean isStopped() {
        return parts.stream().noneMatch(part -> part.pid().isPresent());
    }

    /** The form for programs: a number that is not known is null. */
    String json() {
        ObjectNode root = JsonHttp.JSON.createObjectNode();
        ArrayNode list = root.putArray("parts");
        parts.forEach(part -> write(part, list.addObject()));
        ObjectNode waiting = root.putObject("queue");
        waiting.putPOJO("depth", queue.map(Queue::depth).orElse(null));
        waiting.putPOJO("oldest_ms", queue.map(Queue::oldestMillis).orElse(null));
        ObjectNode counts = root.putObject("messages");
        messages.forEach(counts::put);
        root.putPOJO("keys_without_copy", keysWithoutCopy.isPresent() ? keysWithoutCopy.getAsLong() : null);
        return root.toPrettyString();
    }

    private static void write(PartStatus part, ObjectNode node) {
        node.put("name", part.name()).put("state", part.state().word()).put("port", part.port());
        node.putPOJO("pid", part.pid().isPresent() ? part.pid().getAsLong() : null);
        node.putPOJO(
                "uptime_s",
                part.uptimeSeconds().isPresent() ? part.uptimeSeconds().getAsLong() : null);
        node.put("version", part.version());
    }

    /** The form for people. */
    String text() {
        String table = parts.stream().map(Status::line).collect(Collectors.joining("\n"));
        String waiting = queue.map(q -> q.depth() + " waiting, the oldest for " + q.oldestMillis() + " ms")
                .orElse("unknown");
        String counts = messages.isEmpty()
                ? "unknown"
                : messages.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
        return "%-9s %-9s %6s %8s %10s  %s%n%s%nqueue     %s%nmessages  %s%s"
                .formatted("part", "state", "port", "pid", "up", "version", table, waiting, counts, warning());
    }

    private String warning() {
        return keysWithoutCopy.orElse(0) == 0
                ? ""
                : "%nkeys      ".formatted() + WARNING.formatted(keysWithoutCopy.getAsLong());
    }

    private static String line(PartStatus part) {
        return "%-9s %-9s %6d %8s %10s  %s"
                .formatted(
                        part.name(),
                        part.state().word(),
                        part.port(),
                        part.pid().isPresent() ? part.pid().getAsLong() : "-",
                        part.uptimeSeconds().isPresent() ? part.uptimeSeconds().getAsLong() + " s" : "-",
                        part.version());
    }
}
