package org.messagebroker.bench.prove;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.messagebroker.bench.Figures;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./broker prove}: tries to refute what the broker promises. Exit codes: 0 nothing was refuted, 1 something was, or
 * could not be run, 2 wrong usage.
 */
@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs long proofs on an installation of their own, on disk, and writes docs/proofs/NAME.md (shortened by --count:",
            "target/proofs/NAME.md).",
            "Proofs: revocation, replay, renewal, sync. Without a name all of them are run."
        })
public final class ProveMain implements Callable<Integer> {

    private static final List<Proof> PROOFS =
            List.of(new RevocationProof(), new ReplayProof(), new RenewalProof(), new SyncProof());

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Parameters(paramLabel = "NAME", description = "which proofs; all if none is named")
    private List<String> names = List.of();

    @Option(names = "--seed", defaultValue = "1", description = "Of everything random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--count", description = "A smaller size, in the proof's own unit (default: the full size).")
    private Optional<Integer> count = Optional.empty();

    @Option(names = "--json", description = "Prints one JSON object: of one proof its figures, of several by name.")
    private boolean json;

    @Option(
            names = "--out",
            description = "Where the pages go (default: docs/proofs of the checkout; target/proofs if shortened).")
    private Optional<Path> out = Optional.empty();

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command, to run alone or below another. */
    public static CommandLine commandLine() {
        return new CommandLine(new ProveMain()).setExecutionExceptionHandler(ProveMain::failed);
    }

    @Override
    public Integer call() throws IOException {
        Map<String, Map<String, Object>> results = new LinkedHashMap<>();
        for (Proof proof : chosen()) {
            results.put(proof.name(), run(proof).values());
        }
        command.commandLine().getOut().println(json ? json(results) : text(results));
        return 0;
    }

    private List<Proof> chosen() {
        for (String name : names) {
            if (PROOFS.stream().noneMatch(proof -> proof.name().equals(name))) {
                throw new IllegalArgumentException("there is no proof \"" + name + "\"; there are "
                        + String.join(", ", PROOFS.stream().map(Proof::name).toList()));
            }
        }
        return PROOFS.stream()
                .filter(proof -> names.isEmpty() || names.contains(proof.name()))
                .toList();
    }

    private Figures run(Proof proof) throws IOException {
        Proof.Scale scale = new Proof.Scale(count.orElse(proof.fullSize()), seed);
        return new ProofRun(out, ProveMain::say).run(proof, scale);
    }

    private static void say(String line) {
        System.err.println(line);
    }

    private static String text(Map<String, Map<String, Object>> results) {
        StringBuilder text = new StringBuilder();
        results.forEach((name, figures) -> {
            text.append(name).append(": not refuted\n");
            figures.forEach((key, value) -> text.append("  %-24s %s%n".formatted(key, value)));
        });
        return text.toString().stripTrailing();
    }

    private static String json(Map<String, Map<String, Object>> results) throws JsonProcessingException {
        Object shown = results.size() == 1 ? results.values().iterator().next() : results;
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(shown);
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
        String kind = failure instanceof RefutedException ? "REFUTED: " : "";
        command.getErr().println("prove: " + kind + failure.getMessage());
        return failure instanceof IllegalArgumentException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }
}
