package org.messagebroker.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command: which installation. */
final class Where {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where the installation keeps its state (default: .broker beside the script)")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description = "added to every port (default: that of the last start, 0 at first)")
    private Optional<Integer> portOffset = Optional.empty();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "shows this help")
    private boolean help;

    Installation installation() {
        return new Installation(data.orElse(Checkout.current().home().resolve(".broker")));
    }

    Ports ports() {
        return new Ports(portOffset.or(this::remembered).orElse(0));
    }

    /** Whether help was asked for; picocli then calls no command. */
    boolean wantsHelp() {
        return help;
    }

    private Optional<Integer> remembered() {
        Path file = installation().portOffsetFile();
        try {
            return Files.exists(file)
                    ? Optional.of(Integer.valueOf(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            throw new CommandFailure(Exit.USAGE, file + " cannot be read; say --port-offset N.", e);
        }
    }
}
