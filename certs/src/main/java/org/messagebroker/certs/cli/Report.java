package org.messagebroker.certs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An answer: as JSON for programs, or for people, a list as a table and an object line by line.
 *
 * @param json whether a program reads it
 */
record Report(PrintWriter out, boolean json) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A list of objects; people see these columns of it. */
    void table(List<Map<String, Object>> rows, String... columns) {
        if (json) {
            line(written(rows));
        } else if (rows.isEmpty()) {
            line("None.");
        } else {
            List<List<String>> cells = new ArrayList<>();
            cells.add(List.of(columns).stream().map(Report::title).toList());
            rows.forEach(row -> cells.add(List.of(columns).stream()
                    .map(column -> text(row.getOrDefault(column, "")))
                    .toList()));
            print(cells);
        }
    }

    /** An object. */
    void fields(Map<String, Object> fields) {
        if (json) {
            line(written(fields));
        } else {
            fields.forEach((name, value) -> line(
                    "%-12s %s".formatted(name.replace('_', ' '), text(value)).stripTrailing()));
        }
    }

    /** What a person is told and a program is not. */
    void say(String sentence) {
        if (!json) {
            line(sentence);
        }
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }

    private void print(List<List<String>> cells) {
        int[] widths = IntStream.range(0, cells.getFirst().size())
                .map(column -> cells.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        cells.forEach(row -> line(IntStream.range(0, widths.length)
                .mapToObj(column -> row.get(column)
                        + " ".repeat(widths[column] - row.get(column).length()))
                .collect(Collectors.joining("  "))
                .stripTrailing()));
    }

    private static String title(String column) {
        return column.replace('_', ' ').toUpperCase(Locale.ROOT);
    }

    private static String text(Object value) {
        String text = value instanceof Collection<?> many
                ? many.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : value.toString();
        return text.isEmpty() ? "-" : text;
    }

    private static String written(Object value) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the answer could not be written as JSON", e);
        }
    }
}
