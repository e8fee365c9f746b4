package org.messagebroker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Shows an answer: as JSON for programs, or for people, a list as a table and an object line by line.
 *
 * @param json whether a program reads it
 */
record Printer(PrintWriter out, boolean json) {

    /** A list, or the list within an object; the columns are fields, a dot leading into an object. */
    void table(JsonNode answer, String... columns) {
        if (json) {
            line(answer.toPrettyString());
            return;
        }
        List<JsonNode> rows = rows(answer);
        if (rows.isEmpty()) {
            line("None.");
            return;
        }
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of(columns).stream().map(Printer::title).toList());
        rows.forEach(row -> cells.add(
                List.of(columns).stream().map(column -> text(at(row, column))).toList()));
        print(cells);
    }

    /** An object. */
    void fields(JsonNode answer) {
        if (json) {
            line(answer.toPrettyString());
            return;
        }
        answer.properties().stream()
                .filter(field -> !field.getValue().isNull())
                .forEach(field -> line("%-22s %s".formatted(field.getKey(), text(field.getValue()))));
    }

    /** What a person is told and a program is not. */
    void say(String sentence) {
        if (!json) {
            line(sentence);
        }
    }

    void line(String text) {
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
                .mapToObj(column -> padded(row.get(column), widths[column]))
                .collect(Collectors.joining("  "))
                .stripTrailing()));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String title(String column) {
        return column.replace('_', ' ').replace('.', ' ').toUpperCase(Locale.ROOT);
    }

    private static List<JsonNode> rows(JsonNode answer) {
        JsonNode list = answer.isArray()
                ? answer
                : StreamSupport.stream(answer.spliterator(), false)
                        .filter(JsonNode::isArray)
                        .findFirst()
                        .orElse(answer);
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    private static JsonNode at(JsonNode row, String column) {
        JsonNode found = row;
        for (String name : column.split("\\.")) {
            found = found.path(name);
        }
        return found;
    }

    private static String text(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "-";
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(Printer::text)
                    .collect(Collectors.joining(", "));
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
