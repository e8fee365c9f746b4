package org.messagebroker.bench.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.messagebroker.bench.Figures;

/**
 * Writes down what was run, on what, and what came out.
 *
 * @param commit what the checkout was at
 * @param machine what it ran on
 */
record ProofPage(Path directory, String commit, Proof proof, Proof.Scale scale, Map<String, Object> machine) {

    /** Where it was written. */
    Path write(Figures figures) throws IOException {
        return write(figures, "");
    }

    /** Where it was written, which is beside the page of a promise that was kept. */
    Path writeRefuted(RefutedException refuted) throws IOException {
        return write(refuted.figures().orElseThrow(), "**Refuted:** " + refuted.getMessage() + ".\n\n");
    }

    private Path write(Figures figures, String refuted) throws IOException {
        String page = """
                # Proof: %s

                %s

                %s\
                ## What was run

                %s

                Commit %s, seed %d, %s. To repeat it: `%s%s --seed %d`.

                ## Figures

                | | |
                |---|---|
                %s
                %s
                ## The machine

                | | |
                |---|---|
                %s
                """.formatted(
                        proof.name(),
                        proof.claim(),
                        refuted,
                        proof.method(scale).stream().map(line -> "- " + line).collect(Collectors.joining("\n")),
                        commit,
                        scale.seed(),
                        Instant.now().truncatedTo(ChronoUnit.MINUTES),
                        proof.command(),
                        proof.options(scale),
                        scale.seed(),
                        rows(figures.values()),
                        tables(figures.values()),
                        rows(machine));
        Files.createDirectories(directory);
        return Files.writeString(directory.resolve(proof.name() + (refuted.isEmpty() ? ".md" : "-refuted.md")), page);
    }

    /** Lists become tables of their own. */
    private static String rows(Map<String, Object> values) {
        return values.entrySet().stream()
                .filter(value -> !(value.getValue() instanceof List))
                .map(value -> "| " + value.getKey() + " | " + value.getValue() + " |")
                .collect(Collectors.joining("\n"));
    }

    private static String tables(Map<String, Object> values) {
        return values.entrySet().stream()
                .filter(value -> value.getValue() instanceof List)
                .map(value -> "\n## " + value.getKey() + "\n\n" + table((List<?>) value.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    /** Rows that are maps, each with keys of its own. */
    private static String table(List<?> list) {
        List<Map<?, ?>> rows =
                list.stream().<Map<?, ?>>map(row -> (Map<?, ?>) row).toList();
        List<Object> keys = rows.stream()
                .flatMap(row -> row.keySet().stream())
                .<Object>map(key -> key)
                .distinct()
                .toList();
        return line(keys) + "\n|" + "---|".repeat(keys.size()) + "\n"
                + rows.stream()
                        .map(row -> line(keys.stream()
                                .map(key -> row.containsKey(key) ? row.get(key) : "")
                                .toList()))
                        .collect(Collectors.joining("\n"));
    }

    private static String line(List<?> cells) {
        return cells.stream().map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |"));
    }
}
