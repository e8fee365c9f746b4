package org.messagebroker.server.alert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.messagebroker.api.AlertKind;
import org.messagebroker.api.AlertRule;
import org.messagebroker.api.CertificateView;
import org.messagebroker.api.Expiring.UserEnd;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;
import org.messagebroker.server.policy.ReportedProxy;
import org.messagebroker.service.Readiness;

/**
 * Where alerts come from.
 *
 * @param certificates that end within so many days
 * @param users who end within so many days
 * @param proxies as they have reported
 * @param disk a directory on the disk that is watched
 * @param audit whether the audit is whole
 */
public record Sources(
        Database database,
        IntFunction<List<CertificateView>> certificates,
        IntFunction<List<UserEnd>> users,
        Supplier<List<ReportedProxy>> proxies,
        Path disk,
        Readiness audit,
        InstantSource clock) {

    private static final Duration RECENTLY = Duration.ofHours(1);
    private static final String DEAD_LETTERS = "SELECT COUNT(*) AS found FROM dead_letters WHERE state = 'dead'";
    private static final String FAILED_LOGINS =
            "SELECT COUNT(*) AS found FROM audit WHERE chain = 'logins' AND at > :since";

    /** What is wrong at this moment by this rule. */
    List<Condition> find(AlertRule rule) {
        return switch (rule.kind()) {
            case CERTIFICATE_CLIENT,
                    CERTIFICATE_PROXY,
                    CERTIFICATE_WORKER,
                    CERTIFICATE_SERVER,
                    CERTIFICATE_PORTAL,
                    CERTIFICATE_AUTHORITY -> certificates(rule);
            case USER -> users(rule);
            case PROXY_OFFLINE -> offline(rule);
            case QUEUE_AGE -> waiting(rule);
            case DEAD_LETTERS -> count(rule, "dead letters", deadLetters());
            case DISK -> full(rule);
            case FAILED_LOGINS -> count(rule, "failed log-ins", failedLogins());
            case AUDIT -> broken();
        };
    }

    private List<Condition> certificates(AlertRule rule) {
        return certificates.apply(days(rule)).stream()
                .filter(each -> AlertKind.ofCertificate(each.role())
                        .filter(rule.kind()::equals)
                        .isPresent())
                .filter(each -> each.replacedBy().isEmpty())
                .map(each -> new Condition(
                        rule.kind(),
                        each.fingerprint(),
                        facts(Map.of(
                                Fact.NAME, each.name(),
                                Fact.FINGERPRINT, each.fingerprint(),
                                Fact.ENDS, each.notAfter().toString(),
                                Fact.DAYS_LEFT, Long.toString(each.daysLeft())))))
                .toList();
    }

    private List<Condition> users(AlertRule rule) {
        return users.apply(days(rule)).stream()
                .map(each -> new Condition(
                        rule.kind(),
                        each.id().toString(),
                        facts(Map.of(
                                Fact.NAME, each.email(),
                                Fact.ENDS, each.expiresAt().toString(),
                                Fact.DAYS_LEFT, Long.toString(each.daysLeft())))))
                .toList();
    }

    private List<Condition> offline(AlertRule rule) {
        Instant since = clock.instant().minusSeconds(threshold(rule));
        return proxies.get().stream()
                .filter(proxy -> proxy.lastSeen().isBefore(since))
                .map(proxy -> new Condition(
                        rule.kind(),
                        proxy.name(),
                        facts(Map.of(
                                Fact.NAME, proxy.name(),
                                Fact.SITE, proxy.report().site(),
                                Fact.LAST_SEEN, proxy.lastSeen().toString()))))
                .toList();
    }

    /** By what the proxies of a site have reported lately; the oldest message is the site's, whichever of them saw it. */
    private List<Condition> waiting(AlertRule rule) {
        Instant lately = clock.instant().minus(Duration.ofMinutes(5));
        Map<String, Long> oldest = new TreeMap<>();
        proxies.get().stream()
                .filter(proxy -> proxy.lastSeen().isAfter(lately))
                .forEach(proxy -> proxy.report()
                        .oldestSeconds()
                        .ifPresent(seconds -> oldest.merge(proxy.report().site(), seconds, Math::max)));
        return oldest.entrySet().stream()
                .filter(site -> site.getValue() >= threshold(rule))
                .map(site -> new Condition(
                        rule.kind(),
                        site.getKey(),
                        facts(Map.of(Fact.NAME, site.getKey(), Fact.SECONDS, Long.toString(site.getValue())))))
                .toList();
    }

    private List<Condition> count(AlertRule rule, String subject, long found) {
        return found < threshold(rule)
                ? List.of()
                : List.of(new Condition(rule.kind(), subject, facts(Map.of(Fact.COUNT, Long.toString(found)))));
    }

    private long deadLetters() {
        return database.read(execute -> execute.createNamedGet("alert-dead-letters", DEAD_LETTERS)
                        .execute())
                .map(row -> Rows.number(row, "found"))
                .orElse(0L);
    }

    private long failedLogins() {
        return database.read(execute -> execute.createNamedGet("alert-failed-logins", FAILED_LOGINS)
                        .addParam("since", Rows.time(clock.instant().minus(RECENTLY)))
                        .execute())
                .map(row -> Rows.number(row, "found"))
                .orElse(0L);
    }

    private List<Condition> full(AlertRule rule) {
        try {
            FileStore store = Files.getFileStore(disk);
            long percent = 100 - 100 * store.getUsableSpace() / Math.max(1, store.getTotalSpace());
            return percent < threshold(rule)
                    ? List.of()
                    : List.of(new Condition(
                            rule.kind(),
                            "server",
                            facts(Map.of(Fact.NAME, "server", Fact.PERCENT, Long.toString(percent)))));
        } catch (IOException unknown) {
            throw new UncheckedIOException("the disk's free space is not known", unknown);
        }
    }

    private List<Condition> broken() {
        return audit
                .fault()
                .map(fault -> new Condition(AlertKind.AUDIT, "audit", facts(Map.of(Fact.REASON, fault))))
                .stream()
                .toList();
    }

    private static Map<Fact, String> facts(Map<Fact, String> values) {
        return new EnumMap<>(values);
    }

    private static int days(AlertRule rule) {
        return rule.leadDays().orElse(0);
    }

    private static long threshold(AlertRule rule) {
        return rule.threshold().orElse(0L);
    }
}
