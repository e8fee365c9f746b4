package org.messagebroker.bench.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import org.messagebroker.bench.Figures;

/**
 * Writes down what was run, on what, and what came out.
 *
 * @param commit what the checkout was at
 */
record ProofPage(Path directory, String commit) {

    /** Where it was written. */
    Path write(Proof proof, Proof.Scale scale, Map<String, Object> machine, Figures figures) throws IOException {
        String page = """
                # Proof: %s

                %s

                ## What was run

                %s

                Commit %s, seed %d, %s. To repeat it: `%s%s --seed %d`.

                ## Figures

                | | |
                |---|---|
                %s

                ## The machine

                | | |
                |---|---|
                %s
                """.formatted(
                        proof.name(),
                        proof.claim(),
                        proof.method(scale).stream().map(line -> "- " + line).collect(Collectors.joining("\n")),
                        commit,
                        scale.seed(),
                        Instant.now().truncatedTo(ChronoUnit.MINUTES),
                        proof.command(),
                        proof.options(scale),
                        scale.seed(),
                        rows(figures.values()),
                        rows(machine));
        Files.createDirectories(directory);
        return Files.writeString(directory.resolve(proof.name() + ".md"), page);
    }

    private static String rows(Map<String, Object> values) {
        return values.entrySet().stream()
                .map(value -> "| " + value.getKey() + " | " + value.getValue() + " |")
                .collect(Collectors.joining("\n"));
    }
}
