package org.messagebroker.server.alert;

import io.helidon.dbclient.DbExecute;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.messagebroker.api.AlertEvent.Change;
import org.messagebroker.api.AlertRule;
import org.messagebroker.api.Language;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.DatabaseLock;
import org.messagebroker.server.mail.Post;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what the rules name, and mails what has changed. What is wrong stands in the database, so that neither a restart
 * nor a second server says it again. Thread-safe.
 */
final class AlertWatch {

    private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);
    private static final String LOCK = "alerts-";
    private static final Duration EVENTS_KEPT = Duration.ofDays(400);

    private final Database database;
    private final Function<AlertRule, List<Condition>> sources;
    private final Post post;
    private final Duration interval;
    private final InstantSource clock;
    private Instant next;

    AlertWatch(
            Database database,
            Function<AlertRule, List<Condition>> sources,
            Post post,
            Duration interval,
            InstantSource clock) {
        this.database = database;
        this.sources = sources;
        this.post = post;
        this.interval = interval;
        this.clock = clock;
        this.next = clock.instant().plus(interval);
    }

    /** One turn; most find that it is not time yet. */
    synchronized void turn() {
        Instant now = clock.instant();
        if (!now.isBefore(next)) {
            next = now.plus(interval);
            look();
        }
    }

    /** Looks now, unless another server does. */
    void look() {
        database.batch(this::alone);
    }

    private boolean alone(Connection connection) throws SQLException {
        return DatabaseLock.tryTo(connection, LOCK, () -> {
            database.read(RuleStore::all).forEach(this::attempt);
            database.read(execute -> {
                StateStore.forgetEvents(execute, clock.instant().minus(EVENTS_KEPT));
                return execute;
            });
        });
    }

    /** One that cannot be looked at keeps nobody from looking at the others. */
    private void attempt(AlertRule rule) {
        try {
            List<Condition> found = rule.active() ? sources.apply(rule) : List.of();
            database.transaction(transaction -> {
                look(transaction, rule, found);
                return rule;
            });
        } catch (RuntimeException failed) {
            LOG.warn("Alerts of the kind {} could not be looked for: {}", rule.kind(), failed.getMessage(), failed);
        }
    }

    private void look(DbExecute transaction, AlertRule rule, List<Condition> found) {
        if (!rule.active()) {
            StateStore.lock(transaction, rule.kind())
                    .values()
                    .forEach(state -> StateStore.remove(transaction, state.condition()));
            return;
        }
        Instant now = clock.instant();
        Map<Change, List<Condition>> changes = new AlertTurn(transaction, rule, now).changes(found);
        if (!changes.isEmpty()) {
            Map<String, Language> recipients = Recipients.of(transaction, rule);
            changes.forEach((change, conditions) -> tell(transaction, rule, change, conditions, recipients, now));
        }
    }

    private void tell(
            DbExecute transaction,
            AlertRule rule,
            Change change,
            List<Condition> conditions,
            Map<String, Language> recipients,
            Instant now) {
        Set<String> told = post.isConfigured() ? recipients.keySet() : Set.of();
        for (Condition each : conditions) {
            StateStore.addEvent(transaction, each, rule.level(), change, List.copyOf(told), now);
            LOG.warn("Alert {}: {} {} {}", change, rule.kind(), each.subject(), each.facts());
        }
        told.forEach(to -> post.enqueue(
                transaction, AlertMail.of(rule, change, conditions, to, recipients.getOrDefault(to, Language.EN))));
    }
}
