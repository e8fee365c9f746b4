package org.messagebroker.proxy.policy;

import io.micrometer.core.instrument.Counter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.messagebroker.service.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says aloud what was refused as a policy, by where it came from, until that source is good again. Thread-safe. */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    /** Where something came from that is refused. */
    enum Source {
        SERVER,
        DISK,
        EMERGENCY_POLICY,
        EMERGENCY_CRL,
        LISTENER
    }

    private final Map<Source, Counter> counters;
    private final Map<Source, String> standing = new ConcurrentHashMap<>();

    Refusals(Metrics metrics) {
        counters = Arrays.stream(Source.values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        source -> counter(metrics, source),
                        (a, _) -> a,
                        () -> new EnumMap<>(Source.class)));
    }

    /** Logged when it is new, counted always. */
    void refused(Source source, String reason) {
        Objects.requireNonNull(counters.get(source)).increment();
        if (!reason.equals(standing.put(source, reason))) {
            LOG.error("POLICY REFUSED ({}): {}. What was in force stays in force.", word(source), reason);
        }
    }

    void good(Source source) {
        standing.remove(source);
    }

    /** Whether something stands refused. */
    boolean stand() {
        return !standing.isEmpty();
    }

    private static Counter counter(Metrics metrics, Source source) {
        return metrics.counter(
                "proxy_policy_refused_total",
                "Policies and emergency files refused, by source",
                "source",
                word(source));
    }

    private static String word(Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }
}
