package org.messagebroker.server.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.DeadLetterKind;
import org.messagebroker.api.DeadLetterOrder.Filter;
import org.messagebroker.api.DeadLetterState;
import org.messagebroker.api.MessageId;
import org.messagebroker.server.database.Rows;
import org.messagebroker.service.Problem;

/**
 * Which dead letters are meant, as SQL: fixed conditions put together, every value a parameter.
 *
 * @param conditions with {@code ?}, joined by AND
 * @param parameters in their order
 * @param words the same for the audit
 */
record DeadLetterSearch(List<String> conditions, List<Object> parameters, Map<String, Object> words) {

    static DeadLetterSearch all() {
        return new DeadLetterSearch(List.of(), List.of(), Map.of());
    }

    static DeadLetterSearch of(Filter filter) {
        return all().with("client_id = ?", "client_id", filter.clientId().map(ClientId::value))
                .with("kind = ?", "kind", filter.kind().map(DeadLetterSearch::column))
                .with(
                        "LOCATE(?, LOWER(reason)) > 0",
                        "reason",
                        filter.reason().map(part -> part.toLowerCase(Locale.ROOT)))
                .with("created_at >= ?", "from", filter.from().map(Rows::time))
                .with("created_at < ?", "until", filter.until().map(Rows::time));
    }

    static DeadLetterSearch ofIds(List<MessageId> ids) {
        List<Object> bytes = ids.stream().<Object>map(MessageId::bytes).toList();
        String places = String.join(", ", ids.stream().map(_ -> "?").toList());
        return new DeadLetterSearch(List.of("message_id IN (" + places + ")"), bytes, Map.of());
    }

    DeadLetterSearch in(DeadLetterState state) {
        return with("state = ?", "state", Optional.of(state).map(DeadLetterSearch::column));
    }

    DeadLetterSearch diedBefore(Instant time) {
        return new DeadLetterSearch(and("created_at < ?"), and(Rows.time(time)), words);
    }

    DeadLetterSearch ofClient(Optional<ClientId> client) {
        return with("client_id = ?", "client_id", client.map(ClientId::value));
    }

    /** Those that come after this one in the order of the ids. */
    DeadLetterSearch above(LetterKey key) {
        return beside(">", key);
    }

    /** Those that come before it. */
    DeadLetterSearch below(LetterKey key) {
        return beside("<", key);
    }

    DeadLetterSearch aboveIfGiven(Optional<LetterKey> key) {
        return key.map(this::above).orElse(this);
    }

    DeadLetterSearch belowIfGiven(Optional<LetterKey> key) {
        return key.map(this::below).orElse(this);
    }

    private DeadLetterSearch beside(String side, LetterKey key) {
        List<Object> values = new ArrayList<>(parameters);
        values.addAll(List.of(key.id().bytes(), key.id().bytes(), key.client().value()));
        return new DeadLetterSearch(
                and("(message_id " + side + " ? OR (message_id = ? AND client_id " + side + " ?))"), values, words);
    }

    private DeadLetterSearch with(String condition, String word, Optional<?> value) {
        if (value.isEmpty()) {
            return this;
        }
        Map<String, Object> said = new TreeMap<>(words);
        said.put(word, value.get().toString());
        return new DeadLetterSearch(and(condition), and(value.get()), said);
    }

    private List<String> and(String condition) {
        List<String> more = new ArrayList<>(conditions);
        more.add(condition);
        return more;
    }

    private List<Object> and(Object value) {
        List<Object> more = new ArrayList<>(parameters);
        more.add(value);
        return more;
    }

    /** With its keyword; empty for all. */
    String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    static String column(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static DeadLetterKind kind(String column) {
        return DeadLetterKind.valueOf(column.toUpperCase(Locale.ROOT));
    }

    static DeadLetterState state(String column) {
        return DeadLetterState.valueOf(column.toUpperCase(Locale.ROOT));
    }

    /** What names a dead letter: two clients may have used one id. */
    record LetterKey(MessageId id, ClientId client) {

        /** As a page hands it on. */
        String text() {
            return id + "," + client;
        }

        /** @throws Problem validation_error when no page has handed this on */
        static LetterKey required(String text) {
            return parse(text).orElseThrow(() -> Problem.invalidField("after", "must be the after of the page before"));
        }

        private static Optional<LetterKey> parse(String text) {
            String[] parts = text.split(",", 2);
            return parts.length == 2 && ClientId.isValid(parts[1])
                    ? MessageId.parse(parts[0]).map(id -> new LetterKey(id, new ClientId(parts[1])))
                    : Optional.empty();
        }
    }
}
