package org.messagebroker.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.messagebroker.bench.load.Latencies;
import org.messagebroker.bench.load.LoadReport;

/** The results of a run, by key, in the order in which they came. One thread at a time. */
public final class Figures {
    private static final double PRECISION = 1000;

    private final Map<String, Object> values = new LinkedHashMap<>();

    /** None yet. */
    public Figures() {}

    /** A number, rounded to three decimals. */
    public void put(String key, double value) {
        values.put(key, Math.round(value * PRECISION) / PRECISION);
    }

    /** A count. */
    public void put(String key, long count) {
        values.put(key, count);
    }

    /** A load's rate, latencies and counts, each key beginning with {@code key}. */
    void put(String key, LoadReport load) {
        Latencies latencies = Latencies.decoded(load.latencies());
        put(key + "rate", load.rate());
        put(key + "p50_ms", latencies.percentileMillis(50));
        put(key + "p99_ms", latencies.percentileMillis(99));
        put(key + "max_ms", latencies.maxMillis());
        put(key + "accepted", load.accepted());
        put(key + "errors", load.failed());
        new TreeMap<>(load.failures()).forEach((kind, count) -> put(key + "errors." + kind, count));
    }

    /** All of {@code more}. */
    public void putAll(Map<String, Object> more) {
        values.putAll(more);
    }

    /** The number of that key, if it was measured. */
    public Optional<Number> number(String key) {
        return Optional.ofNullable(values.get(key)).map(Number.class::cast);
    }

    /** All of them. */
    public Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }

    /** One JSON object, with flat keys. */
    public String json() {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(values);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("numbers and text can always be written", impossible);
        }
    }
}
