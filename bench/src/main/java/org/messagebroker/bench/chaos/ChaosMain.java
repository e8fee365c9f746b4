package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.messagebroker.bench.Figures;
import org.messagebroker.bench.prove.Proof;
import org.messagebroker.bench.prove.ProofRun;
import org.messagebroker.bench.prove.RefutedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code ./broker chaos}: kills parts under load and counts what was lost or stored twice. Exit codes: 0 nothing was, and
 * all recovered in time; 1 otherwise, or if it could not be run; 2 wrong usage.
 */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lets things fail, one after the other, in an installation of its own while messages flow, and compares what",
            "clients were told with what is stored. Writes docs/proofs/chaos.md."
        })
public final class ChaosMain implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Option(names = "--seed", defaultValue = "1", description = "Of everything random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--kills", defaultValue = "100", description = "How many (default: ${DEFAULT-VALUE}).")
    private int kills;

    @Option(names = "--rate", defaultValue = "1000", description = "Messages a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Only these faults, by name or its beginning: kill, stop-worker, lost-answers…")
    private List<String> only = List.of();

    @Option(
            names = "--short",
            description = "Faults last seconds where they would last minutes; a recovery may take longer.")
    private boolean brief;

    @Option(names = "--json", description = "Prints one JSON object instead of the table.")
    private boolean json;

    @Option(names = "--out", description = "Where the page goes (default: docs/proofs of the checkout).")
    private Optional<Path> out = Optional.empty();

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command, to run alone or below another. */
    public static CommandLine commandLine() {
        return new CommandLine(new ChaosMain()).setExecutionExceptionHandler(ChaosMain::failed);
    }

    @Override
    public Integer call() throws IOException {
        if (kills < 0 || rate < 1) {
            throw new IllegalArgumentException("--kills must not be below 0, --rate not below 1");
        }
        Proof proof = new ChaosProof(brief ? Size.SHORT : Size.FULL, rate, only);
        try {
            show(new ProofRun(out, System.err::println).run(proof, new Proof.Scale(kills, seed)));
            return 0;
        } catch (RefutedException refuted) {
            refuted.figures().ifPresent(this::show);
            throw refuted;
        }
    }

    private void show(Figures figures) {
        if (json) {
            command.commandLine().getOut().println(figures.json());
        } else {
            figures.values().forEach(this::print);
        }
    }

    private void print(String key, Object value) {
        if (value instanceof List<?> rows) {
            rows.forEach(row -> print("", row));
        } else {
            command.commandLine().getOut().printf("%-20s %s%n", key, value);
        }
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
        String kind = failure instanceof RefutedException ? "REFUTED: " : "";
        command.getErr().println("chaos: " + kind + failure.getMessage());
        return failure instanceof IllegalArgumentException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }
}
