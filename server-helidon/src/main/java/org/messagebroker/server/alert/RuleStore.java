package org.messagebroker.server.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.messagebroker.api.AlertKind;
import org.messagebroker.api.AlertLevel;
import org.messagebroker.api.AlertRule;
import org.messagebroker.server.database.Rows;
import org.messagebroker.service.json.Json;

/** The rows of rules. Every method leaves the commit to its caller. */
final class RuleStore {

    private static final String SELECT =
            "SELECT kind, active, level, recipients, lead_days, threshold, repeat_days FROM alert_rules";
    private static final String UPDATE = """
            UPDATE alert_rules SET active = :active, level = :level, recipients = :recipients, lead_days = :lead_days,
                threshold = :threshold, repeat_days = :repeat_days WHERE kind = :kind""";

    private RuleStore() {}

    /** In the order of the kinds. */
    static List<AlertRule> all(DbExecute execute) {
        return execute.createNamedQuery("alert-rules", SELECT).execute().map(RuleStore::rule).toList().stream()
                .sorted(Comparator.comparing(AlertRule::kind))
                .toList();
    }

    static AlertRule lock(DbExecute transaction, AlertKind kind) {
        return transaction
                .createNamedGet("alert-rule-lock", SELECT + " WHERE kind = :kind FOR UPDATE")
                .addParam("kind", column(kind))
                .execute()
                .map(RuleStore::rule)
                .orElseThrow(() -> new IllegalStateException("the database holds no rule for " + column(kind)));
    }

    static void update(DbExecute transaction, AlertRule rule) {
        transaction
                .createNamedUpdate("alert-rule-update", UPDATE)
                .addParam("active", rule.active())
                .addParam("level", column(rule.level()))
                .addParam("recipients", json(rule.recipients()))
                .addParam("lead_days", (Object) rule.leadDays().orElse(null))
                .addParam("threshold", (Object) rule.threshold().orElse(null))
                .addParam("repeat_days", rule.repeatDays())
                .addParam("kind", column(rule.kind()))
                .execute();
    }

    private static AlertRule rule(DbRow row) {
        return new AlertRule(
                AlertKind.valueOf(row.column("kind").getString().toUpperCase(Locale.ROOT)),
                row.column("active").get(Boolean.class),
                AlertLevel.valueOf(row.column("level").getString().toUpperCase(Locale.ROOT)),
                strings(row.column("recipients").getString()),
                Rows.optionalNumber(row, "lead_days").map(Math::toIntExact),
                Rows.optionalNumber(row, "threshold"),
                (int) Rows.number(row, "repeat_days"));
    }

    static String column(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static String json(Object value) {
        return new String(Json.bytes(value), StandardCharsets.UTF_8);
    }

    static List<String> strings(String json) {
        try {
            return Json.mapper().readValue(json, new TypeReference<List<String>>() {});
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("a list in the database is not as it was written", notOurs);
        }
    }

    /** A kind by its name on the wire. */
    static Optional<AlertKind> kind(String wire) {
        return List.of(AlertKind.values()).stream()
                .filter(each -> column(each).equals(wire))
                .findFirst();
    }
}
