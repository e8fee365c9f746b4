package org.messagebroker.server.alert;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.messagebroker.api.AlertKind;
import org.messagebroker.api.AlertKind.Measure;
import org.messagebroker.api.AlertRule;
import org.messagebroker.api.AlertRuleChange;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.user.Email;
import org.messagebroker.service.Problem;

/** Changes rules. Thread-safe. */
final class RuleService {

    private static final int MOST_RECIPIENTS = 20;
    private static final int MOST_DAYS = 3650;
    private static final long MOST_SECONDS = 30L * 24 * 3600;

    private final Database database;
    private final AuditStore audit;

    RuleService(Database database, AuditStore audit) {
        this.database = database;
        this.audit = audit;
    }

    List<AlertRule> all() {
        return database.read(RuleStore::all);
    }

    /** @throws Problem validation_error naming the field */
    AlertRule change(AlertKind kind, AlertRuleChange change, Actor actor) {
        return database.transaction(transaction -> {
            AlertRule before = RuleStore.lock(transaction, kind);
            AlertRule after = changed(before, change);
            RuleStore.update(transaction, after);
            audit.add(
                    transaction,
                    new AuditEntry(
                            actor,
                            "alert.rule.change",
                            RuleStore.column(kind),
                            Map.of("before", audited(before), "after", audited(after))));
            return after;
        });
    }

    private static AlertRule changed(AlertRule before, AlertRuleChange change) {
        return new AlertRule(
                before.kind(),
                change.active().orElse(before.active()),
                change.level().orElse(before.level()),
                change.recipients().map(RuleService::recipients).orElse(before.recipients()),
                change.leadDays().map(days -> leadDays(before.kind(), days)).or(before::leadDays),
                change.threshold().map(limit -> threshold(before.kind(), limit)).or(before::threshold),
                change.repeatDays()
                        .map(days -> between("repeat_days", days, 0, MOST_DAYS))
                        .orElse(before.repeatDays()));
    }

    private static List<String> recipients(List<String> given) {
        if (given.size() > MOST_RECIPIENTS) {
            throw Problem.invalidField("recipients", "must be at most " + MOST_RECIPIENTS);
        }
        return given.stream().map(RuleService::recipient).distinct().toList();
    }

    private static String recipient(String text) {
        try {
            return new Email(text.strip()).value().toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notAnAddress) {
            throw Problem.invalidField("recipients", "must be e-mail addresses");
        }
    }

    private static int leadDays(AlertKind kind, int days) {
        if (kind.measure() != Measure.DAYS) {
            throw Problem.invalidField("lead_days", "means nothing for this kind; it has a threshold");
        }
        return between("lead_days", days, 0, MOST_DAYS);
    }

    private static long threshold(AlertKind kind, long limit) {
        return switch (kind.measure()) {
            case SECONDS -> between("threshold", limit, 60, MOST_SECONDS);
            case COUNT -> between("threshold", limit, 1, 1_000_000_000L);
            case PERCENT -> between("threshold", limit, 1, 99);
            case DAYS, NONE -> throw Problem.invalidField("threshold", "means nothing for this kind");
        };
    }

    private static int between(String field, int value, int least, int most) {
        return Math.toIntExact(between(field, (long) value, least, most));
    }

    private static long between(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw Problem.invalidField(field, "must be from " + least + " to " + most);
        }
        return value;
    }

    private static Map<String, Object> audited(AlertRule rule) {
        Map<String, Object> said = new HashMap<>(Map.of(
                "active", rule.active(),
                "level", rule.level(),
                "recipients", rule.recipients(),
                "repeat_days", rule.repeatDays()));
        rule.leadDays().ifPresent(days -> said.put("lead_days", days));
        rule.threshold().ifPresent(limit -> said.put("threshold", limit));
        return said;
    }
}
