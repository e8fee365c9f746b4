package org.messagebroker.server.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.messagebroker.server.database.Rows;
import org.messagebroker.service.Problem;
import org.messagebroker.service.QueryParameters;

/**
 * A search as SQL: fixed conditions put together, every value a parameter.
 *
 * @param where the conditions, joined by AND
 * @param words the same for people
 */
record AuditSearch(Chain chain, String where, Map<String, Object> parameters, Map<String, Object> words) {

    private static final Map<String, Integer> TEXTS =
            new TreeMap<>(Map.of("actor", 254, "action", 64, "target", 255, "address", 64));

    /** @throws Problem validation_error naming the parameter */
    static AuditSearch read(QueryParameters query) {
        Builder builder = new Builder(chain(query));
        TEXTS.forEach((column, longest) -> query.text(column, longest).ifPresent(text -> builder.text(column, text)));
        builder.time("from_date", "at >= :from_date", query.from("from_date"));
        builder.time("to_date", "at < :to_date", query.until("to_date"));
        return builder.search();
    }

    static Chain chain(QueryParameters query) {
        return query.text("chain", 16)
                .map(text ->
                        Chain.parse(text).orElseThrow(() -> Problem.invalidField("chain", "must be acts or logins")))
                .orElse(Chain.ACTS);
    }

    private static final class Builder {

        private final Chain chain;
        private final List<String> conditions = new ArrayList<>(List.of("chain = :chain", "mac IS NOT NULL"));
        private final Map<String, Object> parameters = new HashMap<>();
        private final Map<String, Object> words = new TreeMap<>();

        Builder(Chain chain) {
            this.chain = chain;
            parameters.put("chain", chain.wire());
            words.put("chain", chain.wire());
        }

        /** A star at its end stands for anything. */
        void text(String column, String text) {
            boolean beginning = text.endsWith("*");
            conditions.add(column + (beginning ? " LIKE :" : " = :") + column);
            parameters.put(column, beginning ? escaped(text.substring(0, text.length() - 1)) + "%" : text);
            words.put(column, text);
        }

        void time(String name, String condition, Optional<Instant> time) {
            time.ifPresent(given -> {
                conditions.add(condition);
                parameters.put(name, Rows.time(given));
                words.put(name, given.toString());
            });
        }

        AuditSearch search() {
            return new AuditSearch(chain, String.join(" AND ", conditions), parameters, words);
        }

        private static String escaped(String text) {
            return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        }
    }
}
