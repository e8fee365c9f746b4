package org.messagebroker.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What is asked of pages and statistics: quick among many rows, and hardly slower than among few. */
final class RowBars {

    private static final double MOST_MS = 15;
    private static final double FACTOR = 1.5;
    private static final double MORE_MS = 2;

    private RowBars() {}

    /** Two for each question that was asked among many rows and among few, one for each that was asked among many only. */
    static List<Bar> of(Figures figures) {
        Map<String, NavigableMap<Long, Double>> byQuestion = new LinkedHashMap<>();
        if (figures.values().get("rows") instanceof List<?> rows) {
            rows.forEach(row -> add((Map<?, ?>) row, byQuestion));
        }
        return byQuestion.entrySet().stream()
                .flatMap(each -> of(each.getKey(), each.getValue()).stream())
                .toList();
    }

    private static void add(Map<?, ?> row, Map<String, NavigableMap<Long, Double>> byQuestion) {
        byQuestion
                .computeIfAbsent(String.valueOf(row.get("query")), _ -> new TreeMap<>())
                .put(number(row, "rows").longValue(), number(row, "p95_ms").doubleValue());
    }

    private static Number number(Map<?, ?> row, String key) {
        return Optional.ofNullable(row.get(key)).map(Number.class::cast).orElseThrow();
    }

    private static List<Bar> of(String question, NavigableMap<Long, Double> byRows) {
        double among = byRows.lastEntry().getValue();
        Bar quick = bar("%s, %,d rows, p95 ms".formatted(question, byRows.lastKey()), among, MOST_MS);
        if (byRows.size() == 1) {
            return List.of(quick);
        }
        double few = byRows.firstEntry().getValue();
        double most = Math.max(few * FACTOR, few + MORE_MS);
        return List.of(quick, bar("  as among %,d rows (x 1.5 or + 2 ms)".formatted(byRows.firstKey()), among, most));
    }

    private static Bar bar(String what, double measured, double most) {
        return new Bar(what, Optional.of(measured), Optional.of(most), true);
    }
}
