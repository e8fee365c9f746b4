package org.messagebroker.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The figures for a person: who measured what on which machine, one line for each number of connections. */
final class Table {
    private static final String HEADING = """
            connections |    echo/s   p50 ms   p99 ms | accepted/s   p50 ms   p99 ms | ratio | not accepted
            """;

    private final Figures figures;

    Table(Figures figures) {
        this.figures = figures;
    }

    String text() {
        return machine() + "\n" + disk() + comparison() + half() + lone() + held() + delivery() + rows() + retention()
                + bars();
    }

    private String machine() {
        return figures.values().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("machine."))
                .map(entry -> "%-12s%s%n".formatted(entry.getKey().substring("machine.".length()), entry.getValue()))
                .collect(Collectors.joining());
    }

    private String disk() {
        return figures.number("disk.fdatasync.p50_ms")
                .map(p50 -> "fdatasync of 512 bytes: p50 %.2f ms, p99 %.2f ms%n%n"
                        .formatted(p50.doubleValue(), number("disk.fdatasync.p99_ms")))
                .orElse("");
    }

    private String comparison() {
        List<Integer> connections = connections();
        return connections.isEmpty()
                ? ""
                : connections.stream().map(this::line).collect(Collectors.joining("", HEADING, "\n"));
    }

    private List<Integer> connections() {
        return figures.values().keySet().stream()
                .filter(key -> key.matches("(echo|accept)\\.c\\d+\\.rate"))
                .map(key -> Integer.valueOf(key.replaceAll("\\D", "")))
                .distinct()
                .sorted()
                .toList();
    }

    private String line(int connections) {
        return "%11d | %s | %s | %5s | %s%n"
                .formatted(
                        connections,
                        cells("echo", connections, 9),
                        cells("accept", connections, 10),
                        cell("accept.c" + connections + ".ratio", "%.2f"),
                        notAccepted(connections));
    }

    private String cells(String system, int connections, int rateWidth) {
        String key = system + ".c" + connections + ".";
        return Stream.of(
                        padded(cell(key + "rate", "%,.0f"), rateWidth),
                        padded(cell(key + "p50_ms", "%.2f"), 8),
                        padded(cell(key + "p99_ms", "%.2f"), 8))
                .collect(Collectors.joining(" "));
    }

    private static String padded(String cell, int width) {
        return " ".repeat(Math.max(0, width - cell.length())) + cell;
    }

    private String cell(String key, String format) {
        return figures.number(key)
                .map(number -> format.formatted(number.doubleValue()))
                .orElse("-");
    }

    private String notAccepted(int connections) {
        String kinds = figures.values().entrySet().stream()
                .filter(entry -> entry.getKey().matches("(echo|accept)\\.c" + connections + "\\.errors\\..*"))
                .map(Table::kind)
                .collect(Collectors.joining(", "));
        return kinds.isEmpty() ? "0" : kinds;
    }

    private static String kind(Map.Entry<String, Object> failure) {
        String system = failure.getKey().substring(0, failure.getKey().indexOf('.'));
        String kind = failure.getKey().substring(failure.getKey().indexOf(".errors.") + ".errors.".length());
        return "%s × %s (%s)".formatted(failure.getValue(), kind, system);
    }

    private String half() {
        return figures.number("accept.half.p99_ms")
                .map(p99 -> String.format(
                        Locale.ROOT,
                        "at half the accepted rate, open loop: accept p99 %.2f ms, echo p99 %.2f ms%n",
                        p99.doubleValue(),
                        number("echo.half.p99_ms")))
                .orElse("");
    }

    private String lone() {
        return figures.number("lone.p50_ms")
                .map(p50 -> String.format(
                        Locale.ROOT,
                        "one message a second, accepted to delivered: p50 %.1f ms, p99 %.1f ms%n",
                        p50.doubleValue(),
                        number("lone.p99_ms")))
                .orElse("");
    }

    private String held() {
        return figures.number("held.rate")
                .map(rate -> String.format(
                        Locale.ROOT,
                        "%,d messages accepted while the worker was held, then delivered: %.1f s, %,.0f/s%n",
                        figures.number("held.messages").orElse(0).longValue(),
                        number("held.seconds"),
                        rate.doubleValue()))
                .orElse("");
    }

    private String delivery() {
        return figures.number("burst.rate")
                .map(rate -> String.format(
                        Locale.ROOT,
                        "%,d messages from the first request to all delivered: %.1f s, %,.0f/s; the last %.1f s after the last was accepted%n",
                        figures.number("burst.messages").orElse(0).longValue(),
                        number("burst.seconds"),
                        rate.doubleValue(),
                        number("drain.seconds")))
                .orElse("");
    }

    private String rows() {
        return figures.values().get("rows") instanceof List<?> rows
                ? rows.stream().map(row -> row + "\n").collect(Collectors.joining("", "\n", ""))
                : "";
    }

    private String retention() {
        return figures.number("retention.seconds")
                .map(seconds -> String.format(
                        Locale.ROOT,
                        "retention: %,d messages out of sight after %.2f s, partitions dropped after %.2f s,"
                                + " longest insert meanwhile %.0f ms%n",
                        figures.number("retention.hidden").orElse(0).longValue(),
                        number("retention.invisible_seconds"),
                        seconds.doubleValue(),
                        number("retention.insert_max_ms")))
                .orElse("");
    }

    private String bars() {
        String text = new Bars(figures).text();
        return text.isEmpty() ? "" : "\n" + text;
    }

    private double number(String key) {
        return figures.number(key).map(Number::doubleValue).orElse(0.0);
    }
}
