package org.messagebroker.server.testmessage;

import io.helidon.dbclient.DbExecute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.TestMessageOrder;
import org.messagebroker.api.TestMessageReport;
import org.messagebroker.api.TestMessageView;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.service.Problem;

/**
 * Messages that show whether a proxy's queue and a worker bring what they are given: one at a time for each proxy, ordered
 * here, fetched by the proxy in its question for the policy, and known again when a worker brings it. Thread-safe.
 * Decision: docs/decisions/2026-11-26-test-message.md.
 */
public final class TestMessages {

    /** How long the last result is shown. */
    private static final Duration SHOWN = Duration.ofDays(1);

    private static final Duration WRONG_CLOCK = Duration.ofDays(1);
    private static final int LONGEST_REFUSAL = 300;

    private final Database database;
    private final AuditStore audit;
    private final InstantSource clock;
    private final TestMessageStore store = new TestMessageStore();
    private final List<Consumer<String>> watchers = new CopyOnWriteArrayList<>();

    public TestMessages(Database database, AuditStore audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** Tells this of every proxy that a test was ordered of, when the order is committed; only orders of this process. */
    public void onOrder(Consumer<String> watcher) {
        watchers.add(watcher);
    }

    /**
     * Orders one, unless one is under way: then that one is answered.
     *
     * @throws Problem not_found when no proxy of this name has reported
     */
    TestMessageView order(String proxy, Actor actor) {
        TestMessageRow row = database.transaction(transaction -> {
            if (!store.lockProxy(transaction, proxy)) {
                throw Problem.of(ErrorCode.NOT_FOUND, "No proxy of this name has reported.");
            }
            return store.find(transaction, proxy)
                    .filter(last -> last.isOpen(clock.instant()))
                    .orElseGet(() -> ordered(transaction, proxy, actor));
        });
        watchers.forEach(watcher -> watcher.accept(proxy));
        return row.view(clock.instant());
    }

    /** The id is no UUIDv7: nothing of it can be guessed. */
    private TestMessageRow ordered(DbExecute transaction, String proxy, Actor actor) {
        store.order(transaction, proxy, UUID.randomUUID(), actor.name(), clock.instant());
        audit.add(transaction, new AuditEntry(actor, "proxy.test", proxy, Map.of()));
        return store.find(transaction, proxy).orElseThrow();
    }

    /** @throws Problem not_found when there was none lately */
    TestMessageView last(String proxy) {
        Instant now = clock.instant();
        return database.read(execute -> store.find(execute, proxy))
                .filter(row -> row.orderedAt().isAfter(now.minus(SHOWN)))
                .map(row -> row.view(now))
                .orElseThrow(() ->
                        Problem.of(ErrorCode.NOT_FOUND, "No test message was ordered of this proxy since yesterday."));
    }

    /** The last of each proxy, if it was lately. */
    public Map<String, TestMessageView> last() {
        Instant now = clock.instant();
        return database.read(execute -> store.all(execute, now.minus(SHOWN))).stream()
                .map(row -> row.view(now))
                .collect(Collectors.toMap(TestMessageView::proxy, Function.identity()));
    }

    /** The proxies that have an order to fetch, of whichever server. */
    public List<String> waiting(DbExecute execute) {
        return store.waiting(execute, clock.instant().minus(TestMessageRow.FETCHED_WITHIN));
    }

    /** What the proxy has to send. It is told once: an order that is lost on the way is a test that fails. */
    public Optional<TestMessageOrder> fetch(String proxy) {
        Instant now = clock.instant();
        return database.transaction(
                        transaction -> store.fetch(transaction, proxy, now.minus(TestMessageRow.FETCHED_WITHIN), now))
                .map(TestMessageOrder::new);
    }

    /**
     * Takes a proxy's word about its own test; about another one it changes nothing. Nothing that it says of a test may keep
     * the policy from it, so that a time which cannot be is replaced by that of the report.
     */
    public void reported(String proxy, TestMessageReport report) {
        Instant now = clock.instant();
        Optional<Instant> accepted = report.acceptedAt().map(at -> isLately(at, now) ? at : now);
        Optional<String> refusal = report.refusal().map(TestMessages::line);
        TestMessageReport taken = new TestMessageReport(report.testId(), report.messageId(), accepted, refusal);
        database.read(execute -> {
            store.reported(execute, proxy, taken, now);
            return proxy;
        });
    }

    private static boolean isLately(Instant at, Instant now) {
        return at.isAfter(now.minus(WRONG_CLOCK)) && at.isBefore(now.plus(WRONG_CLOCK));
    }

    private static String line(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ").strip();
        return plain.substring(0, Math.min(LONGEST_REFUSAL, plain.length()));
    }

    /** Notes that a worker has brought one that could not have been stored; what is known of it says why. */
    public void refused(Arrival arrival, String reason) {
        database.read(execute -> {
            store.refused(execute, arrival, line(reason), clock.instant());
            return arrival;
        });
    }

    /** Notes that a worker has brought one; false when that was noted before, or nobody has ordered it, or no longer. */
    public boolean delivered(Arrival arrival) {
        return database.read(execute -> store.delivered(execute, arrival, clock.instant()));
    }
}
