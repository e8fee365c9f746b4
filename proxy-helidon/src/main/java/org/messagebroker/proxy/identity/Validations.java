package org.messagebroker.proxy.identity;

import io.micrometer.core.instrument.Counter;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.messagebroker.service.Metrics;

/** Counts certificates by what was decided about them; every result is there from the start, at zero. */
final class Validations {

    private final Map<String, Counter> counters;

    Validations(Metrics metrics) {
        counters = Stream.concat(
                        Stream.of(Verdict.Admitted.LABEL),
                        Arrays.stream(Verdict.Reason.values()).map(Verdict.Reason::label))
                .collect(Collectors.toMap(Function.identity(), label -> counter(metrics, label)));
    }

    void count(Verdict verdict) {
        Objects.requireNonNull(counters.get(verdict.label())).increment();
    }

    private static Counter counter(Metrics metrics, String label) {
        return metrics.counter(
                "proxy_certificate_validations_total",
                "Client certificates checked in requests, by result",
                "result",
                label);
    }
}
