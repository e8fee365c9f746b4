package org.messagebroker.server.certificate;

import io.helidon.common.parameters.Parameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.certs.Role;
import org.messagebroker.server.database.Rows;
import org.messagebroker.service.Problem;

/**
 * A search as SQL conditions: fixed texts put together, every value a parameter.
 *
 * @param where begins with WHERE, or is empty
 */
record CertificateSearch(String where, Map<String, Object> parameters, int limit, int skip) {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;
    private static final int MAX_SKIP = 100_000;

    /** @throws Problem validation_error naming the parameter */
    static CertificateSearch read(Parameters query, Instant now) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new HashMap<>();
        text(query, "role").map(CertificateSearch::role).ifPresent(role -> {
            conditions.add("c.role = :role");
            parameters.put("role", role.wire());
        });
        text(query, "client_id").ifPresent(client -> {
            conditions.add("c.role = 'client' AND c.subject_id = :client");
            parameters.put("client", client(client));
        });
        text(query, "state").ifPresent(state -> conditions.add(state(state, parameters, now)));
        text(query, "search").ifPresent(part -> {
            conditions.add("(c.subject_id LIKE :name OR LOWER(HEX(c.fingerprint)) LIKE :print"
                    + " OR LOWER(HEX(c.serial)) LIKE :serial)");
            parameters.put("name", "%" + escaped(part) + "%");
            parameters.put("print", "%" + escaped(hex(part)) + "%");
            parameters.put("serial", "%" + escaped(hex(part)) + "%");
        });
        return new CertificateSearch(
                conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions),
                parameters,
                number(query, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT),
                number(query, "skip", 0, 0, MAX_SKIP));
    }

    private static Role role(String wire) {
        return Role.parse(wire)
                .orElseThrow(() -> Problem.invalidField("role", "must be client, proxy, worker, server or portal"));
    }

    private static String client(String text) {
        if (!ClientId.isValid(text)) {
            throw Problem.invalidField("client_id", "is not the id of a client");
        }
        return text;
    }

    private static String state(String state, Map<String, Object> parameters, Instant now) {
        return switch (state) {
            case "revoked" -> "c.state = 'revoked'";
            case "active" -> {
                parameters.put("now", Rows.time(now));
                yield "c.state = 'active' AND c.not_after >= :now";
            }
            case "expired" -> {
                parameters.put("now", Rows.time(now));
                yield "c.state = 'active' AND c.not_after < :now";
            }
            default -> throw Problem.invalidField("state", "must be active, expired or revoked");
        };
    }

    /** As OpenSSL and browsers show it: with colons, in capitals. */
    private static String hex(String text) {
        return text.replace(":", "").toLowerCase(Locale.ROOT);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static Optional<String> text(Parameters query, String name) {
        return query.contains(name)
                ? Optional.of(query.get(name).strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    static int number(Parameters query, String name, int otherwise, int least, int most) {
        return text(query, name).map(text -> number(name, text, least, most)).orElse(otherwise);
    }

    private static int number(String name, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw Problem.invalidField(name, "must be a whole number from " + least + " to " + most);
    }
}
