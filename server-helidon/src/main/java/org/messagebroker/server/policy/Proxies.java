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
import org.messagebroker.api.ProxyReport.Negotiated;
import org.messagebroker.api.ProxyView;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.service.Problem;

/** The proxies as they report themselves. Thread-safe. */
public final class Proxies {

    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(1);
    private static final Pattern SITE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final Database database;
    private final PolicyClock policy;
    private final Duration grace;
    private final BiConsumer<DbExecute, List<Negotiated>> negotiated;
    private final AuditStore audit;
    private final InstantSource clock;
    private final ProxyStore store = new ProxyStore();
    private final Map<String, Written> written = new ConcurrentHashMap<>();
    private final Map<String, ProxyMeter> meters = new ConcurrentHashMap<>();

    Proxies(
            Database database,
            PolicyClock policy,
            Duration grace,
            BiConsumer<DbExecute, List<Negotiated>> negotiated,
            AuditStore audit,
            InstantSource clock) {
        this.database = database;
        this.policy = policy;
        this.grace = grace;
        this.negotiated = negotiated;
        this.audit = audit;
        this.clock = clock;
    }

    /** All that have ever reported and were not forgotten, by name. */
    public List<ReportedProxy> all() {
        return database.read(store::all);
    }

    /** Writes a report down: at most once a second of each proxy, but what it confirms at once. */
    void heard(String name, PolicyPoll poll) {
        if (!SITE.matcher(poll.report().site()).matches()) {
            throw Problem.invalidField("report.site", "is not the name of a site");
        }
        Instant now = clock.instant();
        meters.computeIfAbsent(name, any -> new ProxyMeter()).add(poll.report(), now);
        Written next = new Written(now, poll.after(), poll.report().trial());
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

    /** It was answered, so its grace begins anew. */
    void answered(String name) {
        Instant now = clock.instant();
        Written last = written.get(name);
        if (last != null && last.at().plus(BETWEEN_WRITES).isBefore(now)) {
            database.read(execute -> {
                store.answered(execute, name, now);
                return name;
            });
            written.put(name, new Written(now, last.confirmed(), last.trial()));
        }
    }

    List<ProxyView> views() {
        PolicyClock.Now newest = policy.now();
        Instant now = clock.instant();
        return all().stream().map(proxy -> view(proxy, newest, now)).toList();
    }

    private ProxyView view(ReportedProxy proxy, PolicyClock.Now newest, Instant now) {
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
                proxy.lastSeen().plus(grace),
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
                meter.negotiated());
    }

    List<Confirmation> confirmations(PolicyVersion newest) {
        return all().stream()
                .map(proxy -> new Confirmation(
                        proxy.name(),
                        proxy.confirmed().toString(),
                        !newest.isAfter(proxy.confirmed()),
                        proxy.confirmedAt(),
                        proxy.lastSeen().plus(grace)))
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
        meters.remove(name);
        return removed;
    }

    private record Written(Instant at, PolicyVersion confirmed, Optional<String> trial) {

        boolean isOutdatedBy(Written next) {
            return at.plus(BETWEEN_WRITES).isBefore(next.at)
                    || !confirmed.equals(next.confirmed)
                    || !trial.equals(next.trial);
        }
    }
}
