package org.messagebroker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The queues of the sites. */
@Command(
        name = "queue",
        description = "The queues of the sites: what cannot be read in them, and what they have lost.",
        mixinStandardHelpOptions = true)
final class QueueCommand {

    private static final String PATH = "/admin/quarantine";

    /** As the proxies name the files in which they keep how far each shard has come. */
    private static final String KNOWN_NUMBERS = "accepted-";

    @Command(name = "quarantine", description = "Lists what was set aside because it cannot be read, site by site.")
    int quarantine(@Mixin Call call) {
        call.printer().table(call.server().get(PATH), "site", "reported_at", "quarantine.total", "quarantine.entries");
        return 0;
    }

    @Command(name = "discard", description = "Has the workers of a site drop an entry that was set aside.")
    int discard(
            @Mixin Call call,
            @Parameters(paramLabel = "SITE") String site,
            @Parameters(paramLabel = "ENTRY", description = "its name in the list") String entry) {
        call.server().post(PATH + "/discard", Map.of("site", site, "entry", entry));
        call.printer().say("Ordered; workers of " + site + " do it within seconds.");
        return 0;
    }

    @Command(
            name = "confirm-loss",
            description = {
                "Lets the proxy on this machine accept again after its Redis has lost messages that were accepted.",
                "What is missing is given up. First try to bring Redis's files back."
            })
    int confirmLoss(
            @Mixin Call call,
            @Option(
                            names = "--directory",
                            paramLabel = "DIR",
                            description = "the proxy's queue.directory (default: that of the installation here)")
                    Optional<Path> directory,
            @Option(names = "--yes", required = true, description = "says that what is missing is given up")
                    boolean yes) {
        Path kept = directory.orElseGet(() -> call.access().proxyDirectory().resolve("queue"));
        List<Path> files = known(kept);
        if (files.isEmpty()) {
            throw new CommandFailure("Nothing is kept in " + kept + "; name the proxy's queue.directory.");
        }
        files.forEach(QueueCommand::remove);
        call.printer().say("Given up. The proxy begins again where Redis stands, within seconds if it runs.");
        return 0;
    }

    private static List<Path> known(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(KNOWN_NUMBERS))
                    .toList();
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    "The directory " + directory + " cannot be read; name the proxy's queue.directory.", unreadable);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new CommandFailure("Cannot remove " + file + ".", e);
        }
    }
}
