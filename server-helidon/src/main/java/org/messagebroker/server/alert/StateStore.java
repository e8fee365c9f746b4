package org.messagebroker.server.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.messagebroker.api.AlertEvent;
import org.messagebroker.api.AlertEvent.Change;
import org.messagebroker.api.AlertKind;
import org.messagebroker.api.AlertLevel;
import org.messagebroker.api.AlertView;
import org.messagebroker.api.Language;
import org.messagebroker.server.database.Rows;
import org.messagebroker.service.json.Json;

/** What is wrong now, and what was told. Every method leaves the commit to its caller. */
final class StateStore {

    private static final String STATES =
            "SELECT kind, subject, level, facts, since, told_at, absent_since FROM alert_states";
    private static final String PUT = """
            INSERT INTO alert_states (kind, subject, level, facts, since, told_at, absent_since)
            VALUES (:kind, :subject, :level, :facts, :since, :told_at, :absent_since)
            ON DUPLICATE KEY UPDATE level = :level, facts = :facts, told_at = :told_at, absent_since = :absent_since""";
    private static final String ADD_EVENT = """
            INSERT INTO alert_events (at, kind, subject, level, event, facts, recipients)
            VALUES (:at, :kind, :subject, :level, :event, :facts, :recipients)""";
    private static final String EVENTS = """
            SELECT event_id, at, kind, subject, level, event, facts, recipients FROM alert_events
            WHERE event_id < :before ORDER BY event_id DESC LIMIT :limit""";

    private StateStore() {}

    /** Of one kind, locked. */
    static Map<String, State> lock(DbExecute transaction, AlertKind kind) {
        return transaction
                .createNamedQuery("alert-states-lock", STATES + " WHERE kind = :kind ORDER BY subject FOR UPDATE")
                .addParam("kind", RuleStore.column(kind))
                .execute()
                .map(StateStore::state)
                .collect(Collectors.toMap(
                        state -> state.condition().subject(), state -> state, (one, other) -> one, LinkedHashMap::new));
    }

    static void put(DbExecute transaction, State state) {
        transaction
                .createNamedInsert("alert-state-put", PUT)
                .addParam("kind", RuleStore.column(state.condition().kind()))
                .addParam("subject", state.condition().subject())
                .addParam("level", RuleStore.column(state.level()))
                .addParam("facts", facts(state.condition()))
                .addParam("since", Rows.time(state.since()))
                .addParam("told_at", Rows.time(state.toldAt()))
                .addParam("absent_since", (Object)
                        state.absentSince().map(Rows::time).orElse(null))
                .execute();
    }

    static void remove(DbExecute transaction, Condition condition) {
        transaction
                .createNamedDelete(
                        "alert-state-remove", "DELETE FROM alert_states WHERE kind = :kind AND subject = :subject")
                .addParam("kind", RuleStore.column(condition.kind()))
                .addParam("subject", condition.subject())
                .execute();
    }

    static void addEvent(
            DbExecute transaction, Condition condition, AlertLevel level, Change change, List<String> to, Instant now) {
        transaction
                .createNamedInsert("alert-event-add", ADD_EVENT)
                .addParam("at", Rows.time(now))
                .addParam("kind", RuleStore.column(condition.kind()))
                .addParam("subject", condition.subject())
                .addParam("level", RuleStore.column(level))
                .addParam("event", RuleStore.column(change))
                .addParam("facts", facts(condition))
                .addParam("recipients", RuleStore.json(to))
                .execute();
    }

    static void forgetEvents(DbExecute execute, Instant before) {
        execute.createNamedDelete(
                        "alert-events-forget", "DELETE FROM alert_events WHERE at < :before ORDER BY at LIMIT 1000")
                .addParam("before", Rows.time(before))
                .execute();
    }

    static List<AlertView> views(DbExecute execute) {
        return execute.createNamedQuery("alert-states", STATES + " ORDER BY since DESC, kind, subject LIMIT 1000")
                .execute()
                .map(StateStore::state)
                .map(state -> new AlertView(
                        state.condition().kind(),
                        state.condition().subject(),
                        state.level(),
                        AlertWords.text(state.condition().kind(), Language.EN),
                        wire(state.condition()),
                        state.since(),
                        state.toldAt()))
                .toList();
    }

    static List<AlertEvent> events(DbExecute execute, long before, int limit) {
        return execute.createNamedQuery("alert-events", EVENTS)
                .addParam("before", before)
                .addParam("limit", limit)
                .execute()
                .map(StateStore::event)
                .toList();
    }

    private static AlertEvent event(DbRow row) {
        Condition condition = condition(row);
        return new AlertEvent(
                Rows.number(row, "event_id"),
                Rows.time(row, "at"),
                condition.kind(),
                condition.subject(),
                level(row),
                Change.valueOf(row.column("event").getString().toUpperCase(Locale.ROOT)),
                AlertWords.text(condition.kind(), Language.EN),
                wire(condition),
                RuleStore.strings(row.column("recipients").getString()));
    }

    private static State state(DbRow row) {
        return new State(
                condition(row),
                level(row),
                Rows.time(row, "since"),
                Rows.time(row, "told_at"),
                Rows.optionalTime(row, "absent_since"));
    }

    private static Condition condition(DbRow row) {
        return new Condition(
                AlertKind.valueOf(row.column("kind").getString().toUpperCase(Locale.ROOT)),
                row.column("subject").getString(),
                read(row.column("facts").getString()));
    }

    private static AlertLevel level(DbRow row) {
        return AlertLevel.valueOf(row.column("level").getString().toUpperCase(Locale.ROOT));
    }

    private static String facts(Condition condition) {
        return RuleStore.json(condition.facts());
    }

    private static Map<Fact, String> read(String json) {
        try {
            return Json.mapper().readValue(json, new TypeReference<EnumMap<Fact, String>>() {});
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("the facts of an alert are not as they were written", notOurs);
        }
    }

    private static Map<String, String> wire(Condition condition) {
        Map<String, String> facts = new LinkedHashMap<>();
        condition.facts().forEach((fact, value) -> facts.put(fact.wire(), value));
        return facts;
    }

    /**
     * Something that is wrong and was told.
     *
     * @param absentSince when it was first found gone; absent while it is there
     */
    record State(Condition condition, AlertLevel level, Instant since, Instant toldAt, Optional<Instant> absentSince) {}
}
