package org.messagebroker.server.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.Health;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.api.ProxyReport;
import org.messagebroker.api.ProxyView.State;

/**
 * How a proxy is. A poll lasts up to 30 s, so a proxy that is not heard for 45 s has missed one: yellow; after 5 minutes red.
 * A change is confirmed within seconds: one that is not after 10 s shows yellow. A certificate of its own is renewed long
 * before its end: 14 days before it, yellow.
 *
 * @param state the gravest of the faults; green without any
 */
record ProxyCondition(State state, List<String> faults) {

    private static final Duration SILENT = Duration.ofSeconds(45);
    private static final Duration GONE = Duration.ofMinutes(5);
    private static final Duration CONFIRMS_WITHIN = Duration.ofSeconds(10);
    private static final Duration ENDS_SOON = Duration.ofDays(14);

    /**
     * Judges.
     *
     * @param newest the policy in force
     * @param since when it came into force
     */
    static ProxyCondition of(ReportedProxy proxy, PolicyVersion newest, Instant since, Instant now) {
        List<Fault> faults = new ArrayList<>();
        silence(proxy, now).ifPresent(faults::add);
        health(proxy.report()).ifPresent(faults::add);
        certificate(proxy.report(), now).ifPresent(faults::add);
        if (newest.isAfter(proxy.confirmed()) && since.plus(CONFIRMS_WITHIN).isBefore(now)) {
            faults.add(new Fault(State.YELLOW, "does not obey the newest policy yet"));
        }
        if (!proxy.report().verifiesClients()) {
            faults.add(new Fault(State.YELLOW, "does not verify client certificates (VERIFY_CLIENT is false)"));
        }
        faults.sort(Comparator.comparing(Fault::state).reversed());
        return new ProxyCondition(
                faults.isEmpty() ? State.GREEN : faults.getFirst().state(),
                faults.stream().map(Fault::text).toList());
    }

    private static Optional<Fault> silence(ReportedProxy proxy, Instant now) {
        Duration silent = Duration.between(proxy.lastSeen(), now);
        if (silent.compareTo(SILENT) <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Fault(
                silent.compareTo(GONE) > 0 ? State.RED : State.YELLOW,
                "has not been heard for " + silent.toSeconds() + " s"));
    }

    private static Optional<Fault> health(ProxyReport report) {
        return switch (report.status()) {
            case HEALTHY -> Optional.empty();
            case DEGRADED -> Optional.of(new Fault(State.YELLOW, "is degraded: " + ailing(report.checks())));
            case UNHEALTHY -> Optional.of(new Fault(State.RED, "is unhealthy: " + ailing(report.checks())));
        };
    }

    private static String ailing(Map<String, String> checks) {
        String healthy = Health.Status.HEALTHY.name();
        List<String> found = checks.entrySet().stream()
                .filter(check -> !check.getValue().equalsIgnoreCase(healthy)
                        && !check.getValue().equals("valid"))
                .map(check -> check.getKey() + " " + check.getValue())
                .sorted()
                .toList();
        return found.isEmpty() ? "it names no check" : String.join(", ", found);
    }

    private static Optional<Fault> certificate(ProxyReport report, Instant now) {
        if (report.certificateEnd().isAfter(now.plus(ENDS_SOON))) {
            return Optional.empty();
        }
        boolean over = !report.certificateEnd().isAfter(now);
        return Optional.of(new Fault(
                over ? State.RED : State.YELLOW,
                "has a certificate that " + (over ? "ended" : "ends") + " at " + report.certificateEnd()));
    }

    private record Fault(State state, String text) {}
}
