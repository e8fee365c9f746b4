package org.messagebroker.server.client;

import io.helidon.common.uri.UriQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.service.Problem;

/**
 * Which clients are asked for: fixed conditions put together, every value a parameter.
 *
 * @param where with its keyword; empty for all
 * @param limit 1 to 500
 */
record ClientSearch(String where, Map<String, Object> parameters, int limit, int skip) {

    private static final int USUAL = 100;
    private static final int MOST = 500;
    private static final int FURTHEST = 1_000_000;

    /** @throws Problem validation_error naming the parameter */
    static ClientSearch read(UriQuery query) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new HashMap<>();
        text(query, "state").map(ClientState::parse).ifPresent(state -> {
            conditions.add("c.state = :state");
            parameters.put("state", state.wire());
        });
        text(query, "site").ifPresent(site -> {
            conditions.add("c.site = :site");
            parameters.put("site", site);
        });
        text(query, "search").ifPresent(part -> {
            conditions.add("(LOCATE(:part, LOWER(c.client_id)) > 0 OR LOCATE(:part, LOWER(COALESCE(c.domain, ''))) > 0"
                    + " OR LOCATE(:part, LOWER(COALESCE(c.contact, ''))) > 0)");
            parameters.put("part", part.toLowerCase(Locale.ROOT));
        });
        return new ClientSearch(
                conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions),
                parameters,
                number(query, "limit", USUAL, 1, MOST),
                number(query, "skip", 0, 0, FURTHEST));
    }

    private static Optional<String> text(UriQuery query, String name) {
        return query.contains(name)
                ? Optional.of(query.get(name).strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    private static int number(UriQuery query, String name, int otherwise, int least, int most) {
        return text(query, name)
                .map(text -> {
                    if (!text.matches("\\d{1,7}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
                        throw Problem.invalidField(name, "must be a whole number from " + least + " to " + most + ".");
                    }
                    return Integer.parseInt(text);
                })
                .orElse(otherwise);
    }
}
