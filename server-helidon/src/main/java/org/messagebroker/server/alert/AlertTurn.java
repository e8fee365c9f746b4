package org.messagebroker.server.alert;

import io.helidon.dbclient.DbExecute;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.AlertEvent.Change;
import org.messagebroker.api.AlertRule;
import org.messagebroker.server.alert.StateStore.State;

/** What changes when a rule is looked at: finds what is new, what lasts and is due again, and what is over. */
final class AlertTurn {

    /** So long it must be away before it counts as over: what comes and goes is told once. */
    static final Duration SETTLED = Duration.ofMinutes(2);

    private final DbExecute transaction;
    private final AlertRule rule;
    private final Instant now;
    private final Map<Change, List<Condition>> changes = new EnumMap<>(Change.class);

    AlertTurn(DbExecute transaction, AlertRule rule, Instant now) {
        this.transaction = transaction;
        this.rule = rule;
        this.now = now;
    }

    /** What is to be told. */
    Map<Change, List<Condition>> changes(List<Condition> found) {
        Map<String, State> before = StateStore.lock(transaction, rule.kind());
        for (Condition condition : found) {
            Optional.ofNullable(before.remove(condition.subject()))
                    .ifPresentOrElse(state -> lasts(condition, state), () -> begins(condition));
        }
        before.values().forEach(this::isGone);
        return changes;
    }

    private void begins(Condition condition) {
        tell(Change.RAISED, condition);
        StateStore.put(transaction, new State(condition, rule.level(), now, now, Optional.empty()));
    }

    private void lasts(Condition condition, State state) {
        boolean due = rule.repeatDays() > 0
                && !state.toldAt().plus(Duration.ofDays(rule.repeatDays())).isAfter(now);
        if (due) {
            tell(Change.REPEATED, condition);
        }
        State next = new State(condition, rule.level(), state.since(), due ? now : state.toldAt(), Optional.empty());
        if (!next.equals(state)) {
            StateStore.put(transaction, next);
        }
    }

    private void isGone(State state) {
        Instant since = state.absentSince().orElse(now);
        if (since.plus(SETTLED).isAfter(now)) {
            StateStore.put(
                    transaction,
                    new State(state.condition(), state.level(), state.since(), state.toldAt(), Optional.of(since)));
        } else {
            tell(Change.CLEARED, state.condition());
            StateStore.remove(transaction, state.condition());
        }
    }

    private void tell(Change change, Condition condition) {
        changes.computeIfAbsent(change, any -> new ArrayList<>()).add(condition);
    }
}
