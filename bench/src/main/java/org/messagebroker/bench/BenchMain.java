package org.messagebroker.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.messagebroker.bench.BenchPlan.Part;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code ./broker bench}: what this machine accepts and delivers, beside what a bare server does on it in the same run.
 * Exit codes: 0 measured, 1 something failed or was not delivered, 2 wrong usage.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures accepted messages per second against a bare mTLS echo, and the time until all are delivered.",
            "Starts an installation of its own for it, on free ports, and removes it; --data uses a running one."
        })
public final class BenchMain implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Option(
            names = "--connections",
            split = ",",
            defaultValue = "1,16,64,256,1000",
            description = "Numbers of keep-alive connections (default: ${DEFAULT-VALUE}).")
    private List<Integer> connections = List.of();

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description =
                    "Measured seconds for each number of connections and each system (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warmup",
            defaultValue = "2",
            description = "Unmeasured seconds before each measurement, ten times as many before the first"
                    + " (default: ${DEFAULT-VALUE}).")
    private int warmup;

    @Option(
            names = "--messages",
            defaultValue = "20000",
            description = "Messages sent to see how long delivery takes (default: ${DEFAULT-VALUE}).")
    private long messages;

    @Option(
            names = "--rows",
            defaultValue = "10000000",
            description = "Messages filled in to see what depends on how many there are (default: ${DEFAULT-VALUE}).")
    private long rows;

    @Option(
            names = "--backlog",
            defaultValue = "1000000",
            description = "Messages accepted while the server is down (default: ${DEFAULT-VALUE}).")
    private long backlog;

    @Option(
            names = "--only",
            split = ",",
            description =
                    "Measures only these parts: disk, echo, accept, lone, delivered, start, logins, rows, retention, backlog"
                            + " (default: all but the last four).")
    private List<Part> only = List.of();

    @Option(names = "--json", description = "Prints one JSON object instead of the table.")
    private boolean json;

    @Option(names = "--data", description = "Uses the running installation whose data directory this is.")
    private @Nullable Path data;

    @Option(
            names = "--port-offset",
            defaultValue = "0",
            description = "The port offset of that installation (default: ${DEFAULT-VALUE}).")
    private int portOffset;

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command, to run alone or below another. */
    public static CommandLine commandLine() {
        return new CommandLine(new BenchMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(BenchMain::failed);
    }

    @Override
    public Integer call() throws IOException {
        Figures figures = new Bench(plan(), source(), BenchMain::progress).run();
        command.commandLine().getOut().println(json ? figures.json() : new Table(figures).text());
        return 0;
    }

    private BenchPlan plan() {
        Set<Part> parts = only.isEmpty()
                ? EnumSet.complementOf(EnumSet.of(Part.LOGINS, Part.BACKLOG, Part.ROWS, Part.RETENTION))
                : EnumSet.copyOf(only);
        if (data != null && parts.contains(Part.RETENTION)) {
            throw new IllegalArgumentException(
                    "retention deletes what is older than six months, for ever: it is measured without --data only");
        }
        return new BenchPlan(
                connections,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(warmup),
                new BenchPlan.Sizes(messages, backlog, rows),
                parts);
    }

    private InstallationSource source() {
        return Optional.ofNullable(data)
                .<InstallationSource>map(running -> new InstallationSource.Running(running, portOffset))
                .orElseGet(InstallationSource.Own::new);
    }

    private static void progress(String line) {
        System.err.println(line);
    }

    /** What went wrong in one line: the person has no use for a stack. */
    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
        command.getErr().println("bench: " + failure.getMessage());
        boolean usage = failure instanceof IllegalArgumentException;
        return usage ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }
}
