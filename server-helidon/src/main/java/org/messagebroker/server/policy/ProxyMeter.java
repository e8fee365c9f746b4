package org.messagebroker.server.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.messagebroker.api.ProxyReport;
import org.messagebroker.api.ProxyReport.Negotiated;

/** The last minute or so of one proxy's reports to this server, and what its clients negotiated. Thread-safe. */
final class ProxyMeter {

    private static final Duration SPAN = Duration.ofSeconds(90);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int MAX_SAMPLES = 200;

    private final Deque<Sample> samples = new ArrayDeque<>();
    private final Map<String, Long> negotiated = new TreeMap<>();

    synchronized void add(ProxyReport report, Instant now) {
        report.negotiated().forEach(this::count);
        if (!samples.isEmpty() && !samples.getLast().report().startedAt().equals(report.startedAt())) {
            samples.clear();
        }
        samples.addLast(new Sample(now, report));
        while (samples.size() > MAX_SAMPLES
                || samples.size() > 2 && samples.getFirst().at().isBefore(now.minus(SPAN))) {
            samples.removeFirst();
        }
    }

    private void count(Negotiated some) {
        if (some.protocol().matches("[A-Za-z0-9.]{1,16}")) {
            negotiated.merge(some.protocol(), some.count(), Long::sum);
        }
    }

    /** Messages accepted in a minute; empty until there are two reports of one process. */
    synchronized Optional<Long> acceptedPerMinute() {
        return perMinute(ProxyReport::accepted);
    }

    /** Requests refused in a minute. */
    synchronized Optional<Long> refusedPerMinute() {
        return perMinute(ProxyReport::refused);
    }

    /** Connections by TLS version. */
    synchronized Map<String, Long> negotiated() {
        return Map.copyOf(negotiated);
    }

    private Optional<Long> perMinute(ToLongFunction<ProxyReport> counter) {
        return Optional.ofNullable(samples.peekFirst())
                .filter(first -> span(first).compareTo(SHORTEST) >= 0)
                .map(first -> {
                    long more = counter.applyAsLong(samples.getLast().report()) - counter.applyAsLong(first.report());
                    return Math.round(more * 60_000.0 / span(first).toMillis());
                });
    }

    private Duration span(Sample first) {
        return Duration.between(first.at(), samples.getLast().at());
    }

    private record Sample(Instant at, ProxyReport report) {}
}
