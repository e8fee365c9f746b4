package org.messagebroker.server.user;

import io.helidon.common.uri.UriQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.server.database.Rows;
import org.messagebroker.service.Problem;

/**
 * Which users are asked for: fixed conditions put together, every value a parameter.
 *
 * @param after the e-mail address after which to go on
 * @param limit 1 to 500
 */
record UserSearch(List<String> conditions, Map<String, Object> parameters, Optional<String> after, int limit) {

    private static final int USUAL = 100;
    private static final int MOST = 500;
    private static final int LONGEST = 254;
    private static final String EXPIRED = "(expires_at IS NOT NULL AND expires_at <= :now)";

    UserSearch {
        conditions = List.copyOf(conditions);
        parameters = Map.copyOf(parameters);
    }

    /**
     * @param of the only client whose people may be seen
     * @throws Problem validation_error naming the parameter
     */
    static UserSearch read(UriQuery query, Optional<ClientId> of, Instant now) {
        Reading reading = new Reading(query);
        reading.text("search").ifPresent(part -> reading.add("LOCATE(:part, email) > 0", "part", lower(part)));
        reading.text("email").ifPresent(email -> reading.add("email = :email", "email", lower(email)));
        reading.text("role").ifPresent(role -> reading.add("role = :role", "role", role));
        reading.client("client_id").ifPresent(client -> reading.add("client_id = :client", "client", client.value()));
        reading.truth("active").ifPresent(active -> reading.add("active = :active", "active", active));
        reading.truth("expired")
                .ifPresent(expired -> reading.add(expired ? EXPIRED : "NOT " + EXPIRED, "now", Rows.time(now)));
        of.ifPresent(client -> reading.add("client_id = :own_client", "own_client", client.value()));
        return new UserSearch(
                reading.conditions, reading.parameters, reading.text("after").map(UserSearch::lower), reading.limit());
    }

    /** The conditions with their keyword, for all that are asked for. */
    String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /** The same for those that come after. */
    String whereAfter() {
        if (after.isEmpty()) {
            return where();
        }
        return (conditions.isEmpty() ? " WHERE " : where() + " AND ") + "email > :after";
    }

    private static boolean isOdd(String text) {
        return text.length() > LONGEST || text.codePoints().anyMatch(Character::isISOControl);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** The parameters of a request, checked. */
    private static final class Reading {

        private final UriQuery query;
        private final List<String> conditions = new ArrayList<>();
        private final Map<String, Object> parameters = new HashMap<>();

        Reading(UriQuery query) {
            this.query = query;
        }

        void add(String condition, String name, Object value) {
            conditions.add(condition);
            parameters.put(name, value);
        }

        Optional<String> text(String name) {
            Optional<String> text = query.contains(name)
                    ? Optional.of(query.get(name).strip()).filter(said -> !said.isEmpty())
                    : Optional.empty();
            if (text.filter(UserSearch::isOdd).isPresent()) {
                throw Problem.invalidField(name, "has control characters or more than " + LONGEST + " characters.");
            }
            return text;
        }

        Optional<ClientId> client(String name) {
            return text(name).map(said -> {
                if (!ClientId.isValid(said)) {
                    throw Problem.invalidField(name, "is not a client id.");
                }
                return new ClientId(said);
            });
        }

        Optional<Boolean> truth(String name) {
            return text(name).map(said -> switch (said) {
                case "true" -> true;
                case "false" -> false;
                default -> throw Problem.invalidField(name, "must be true or false.");
            });
        }

        int limit() {
            return text("limit")
                    .map(said -> {
                        if (!said.matches("\\d{1,4}") || Integer.parseInt(said) < 1 || Integer.parseInt(said) > MOST) {
                            throw Problem.invalidField("limit", "must be a whole number from 1 to " + MOST + ".");
                        }
                        return Integer.parseInt(said);
                    })
                    .orElse(USUAL);
        }
    }
}
