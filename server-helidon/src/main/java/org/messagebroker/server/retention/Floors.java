package org.messagebroker.server.retention;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;

/**
 * From when on messages are there: what is older is shown to nobody, whether its rows are deleted yet or not.
 *
 * @param usual of every client that has none of its own; 1970 while everything is kept
 * @param own earlier or later than the usual one
 */
public record Floors(Instant usual, Map<ClientId, Instant> own) {

    /** Everything is kept. */
    public static final Floors NONE = new Floors(Instant.EPOCH, Map.of());

    /** As a condition on rows of messages: whether the row is above its client's floor. */
    public static final String VISIBLE = """
            messages.message_id >= COALESCE(
                (SELECT f.floor FROM retention_floors f WHERE f.client_id = messages.client_id),
                (SELECT f.floor FROM retention_floors f WHERE f.client_id = ''))""";

    public Floors {
        own = Map.copyOf(own);
    }

    public Instant of(ClientId client) {
        return own.getOrDefault(client, usual);
    }

    /** Whether a message is shown; one that is not must not be stored again either. */
    public boolean shows(MessageId id, ClientId client) {
        return !id.time().isBefore(of(client));
    }

    /** Nothing older is shown of anybody. */
    public Instant lowest() {
        return all().min(Comparator.naturalOrder()).orElse(usual);
    }

    /** Everything newer is shown of everybody. */
    public Instant highest() {
        return all().max(Comparator.naturalOrder()).orElse(usual);
    }

    /** The clients with a floor of their own of whom something older than {@code time} is shown. */
    public List<ClientId> keepersBefore(Instant time) {
        return own.entrySet().stream()
                .filter(each -> each.getValue().isBefore(time))
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(ClientId::value))
                .toList();
    }

    private Stream<Instant> all() {
        return Stream.concat(Stream.of(usual), own.values().stream());
    }
}
