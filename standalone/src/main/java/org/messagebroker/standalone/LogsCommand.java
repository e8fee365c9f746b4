package org.messagebroker.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the logs, with {@code tail}. */
@Command(
        name = "logs",
        description = "Shows the end of the logs, of one part or of all.",
        footer = {"", "Exit codes: 0 shown, 2 there is no such part, 3 there are no logs yet."})
final class LogsCommand implements Callable<Integer> {

    private static final List<String> PARTS =
            List.of("supervisor", "proxy", "worker", "server", "admin", "redis", "mariadb");

    @Mixin
    private Where where = new Where();

    @Parameters(
            arity = "0..1",
            paramLabel = "PART",
            description = "proxy, worker, server, admin, redis, mariadb or supervisor (default: all)")
    private Optional<String> part = Optional.empty();

    @Option(
            names = {"-f", "--follow"},
            description = "go on showing what comes, until Ctrl-C")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "40",
            description = "so many lines of each (default: 40)")
    private int lines = 40;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tail", "-n", Integer.toString(lines)));
        if (follow) {
            command.add("-F");
        }
        files().forEach(file -> command.add(file.toString()));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private List<Path> files() {
        Installation installation = where.installation();
        if (!Files.isDirectory(installation.logs())) {
            throw new CommandFailure(
                    Exit.NOT_RUNNING, "There are no logs in " + installation.data() + ". Start it: ./broker up");
        }
        List<Path> logs = part.map(List::of).orElse(PARTS).stream()
                .map(installation::log)
                .filter(Files::exists)
                .toList();
        if (logs.isEmpty()) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "There is no log of " + part.orElse("any part") + " in " + installation.data() + ". Parts are "
                            + String.join(", ", PARTS) + ".");
        }
        return logs;
    }
}
