package org.messagebroker.server.policy;

import io.helidon.dbclient.DbExecute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.messagebroker.api.PolicyPoll;
import org.messagebroker.api.PolicyStatus.Confirmation;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.api.ProxyReport;
import org.messagebroker.api.ProxyReport.Negotiated;
import org.messagebroker.api.ProxyView;
import org.messagebroker.api.TestMessageView;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.testmessage.TestMessages;
import org.messagebroker.service.Problem;

/** The proxies as they report themselves. Thread-safe. */
public final class Proxies {

    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(1);

    /** A report that says nothing new is written down this seldom: so much may a proxy have been heard later than its row says. */
    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(5);

    private static final Pattern SITE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final Database database;
    private final PolicyClock policy;
    private final Duration grace;
    private final TestMessages tests;
    private final BiConsumer<DbExecute, List<Negotiated>> negotiated;
    private final AuditStore audit;
    private final InstantSource clock;
    private final ProxyStore store = new ProxyStore();
    private final Map<String, Written> written = new ConcurrentHashMap<>();
    private final Map<String, Instant> heard = new ConcurrentHashMap<>();
    private final Map<String, ProxyMeter> meters = new ConcurrentHashMap<>();

    Proxies(
            Database database,
            PolicyClock policy,
            Duration grace,
            TestMessages tests,
            BiConsumer<DbExecute, List<Negotiated>> negotiated,
            AuditStore audit,
            InstantSource clock) {
        this.database = database;
        this.policy = policy;
        this.grace = grace;
        this.tests = tests;
        this.negotiated = negotiated;
        this.audit = audit;
        this.clock = clock;
    }

    /** All that have ever reported and were not forgotten, by name. */
    public List<ReportedProxy> all() {
        return database.read(store::all).stream().map(this::asLastHeard).toList();
    }

    /** What this server has heard since the row was written. */
    private ReportedProxy asLastHeard(ReportedProxy row) {
        return Optional.ofNullable(heard.get(row.name()))
                .filter(at -> at.isAfter(row.lastSeen()))
                .map(row::heardAt)
                .orElse(row);
    }

    /**
     * Writes a report down when it says something new, at most once a second of each proxy, but what it confirms at once; and
     * now and then that the proxy is still there.
     */
    void heard(String name, PolicyPoll poll) {
        if (!SITE.matcher(poll.report().site()).matches()) {
            throw Problem.invalidField("report.site", "is not the name of a site");
        }
        Instant now = clock.instant();
        meters.computeIfAbsent(name, any -> new ProxyMeter()).add(poll.report(), now);
        heard.put(name, now);
        Written next = new Written(now, poll.after(), poll.report());
        boolean due = Optional.ofNullable(written.get(name))
                .map(last -> last.isOutdatedBy(next))
                .orElse(true);
        List<Negotiated> some = poll.report().negotiated();
        if (due || !some.isEmpty()) {
            database.transaction(transaction -> {
                store.heard(transaction, name, poll, now);
                negotiated.accept(transaction, some);
                return name;
            });
            written.put(name, next);
        }
    }

    /** It was answered, so its grace begins anew. The report that follows at once is written down all the same. */
    void answered(String name) {
        Instant now = clock.instant();
        heard.put(name, now);
        Written last = written.get(name);
        if (last != null && last.at().plus(BETWEEN_SIGNS_OF_LIFE).isBefore(now)) {
            database.read(execute -> {
                store.answered(execute, name, now);
                return name;
            });
        }
    }

    List<ProxyView> views() {
        PolicyClock.Now newest = policy.now();
        Instant now = clock.instant();
        Map<String, TestMessageView> last = tests.last();
        return all().stream()
                .map(proxy -> view(proxy, newest, Optional.ofNullable(last.get(proxy.name())), now))
                .toList();
    }

    private ProxyView view(ReportedProxy proxy, PolicyClock.Now newest, Optional<TestMessageView> test, Instant now) {
        ProxyCondition condition = ProxyCondition.of(proxy, newest.version(), newest.since(), now);
        ProxyMeter meter = meters.getOrDefault(proxy.name(), new ProxyMeter());
        var report = proxy.report();
        return new ProxyView(
                proxy.name(),
                report.site(),
                condition.state(),
                condition.faults().stream().findFirst(),
                condition.faults(),
                proxy.firstSeen(),
                proxy.lastSeen(),
                report.version(),
                proxy.confirmed().toString(),
                !newest.version().isAfter(proxy.confirmed()),
                proxy.confirmedAt(),
                acceptsUntil(proxy),
                report.checks(),
                report.depth(),
                report.oldestSeconds(),
                report.quarantined(),
                meter.acceptedPerMinute(),
                meter.refusedPerMinute(),
                report.certificateEnd(),
                ChronoUnit.DAYS.between(now, report.certificateEnd()),
                report.verifiesClients(),
                report.tls(),
                meter.negotiated(),
                test);
    }

    /** Never too early: another server may have heard it since. */
    private Instant acceptsUntil(ReportedProxy proxy) {
        return proxy.lastSeen().plus(BETWEEN_SIGNS_OF_LIFE).plus(grace);
    }

    List<Confirmation> confirmations(PolicyVersion newest) {
        return all().stream()
                .map(proxy -> new Confirmation(
                        proxy.name(),
                        proxy.confirmed().toString(),
                        !newest.isAfter(proxy.confirmed()),
                        proxy.confirmedAt(),
                        acceptsUntil(proxy)))
                .toList();
    }

    /** Whether there was one of this name. */
    boolean forget(String name, Actor actor) {
        boolean removed = database.transaction(transaction -> {
            boolean found = store.remove(transaction, name);
            if (found) {
                audit.add(transaction, new AuditEntry(actor, "proxy.forget", name, Map.of()));
            }
            return found;
        });
        written.remove(name);
        heard.remove(name);
        meters.remove(name);
        return removed;
    }

    private record Written(Instant at, PolicyVersion confirmed, ProxyReport report) {

        boolean isOutdatedBy(Written next) {
            return !confirmed.equals(next.confirmed)
                    || !report.trial().equals(next.report.trial())
                    || isOlder(next, report.equals(next.report) ? BETWEEN_SIGNS_OF_LIFE : BETWEEN_WRITES);
        }

        private boolean isOlder(Written next, Duration age) {
            return at.plus(age).isBefore(next.at);
        }
    }
}
