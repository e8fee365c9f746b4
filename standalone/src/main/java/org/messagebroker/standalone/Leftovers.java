package org.messagebroker.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Processes of an installation that outlived their supervisor. They are found by what they are: a process of ours names
 * its installation on its command line, the embedded programs work in its directories. So a stranger that was given an
 * old process id is never taken for one of ours, and a process that was started just before a crash is found although
 * nothing had been written down about it.
 */
final class Leftovers {

    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Installation installation;

    Leftovers(Installation installation) {
        this.installation = installation;
    }

    /** Those that run now, in the order in which they must be stopped. */
    List<ProcessIdentity> find() {
        long self = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != self)
                .map(process -> ProcessIdentity.of(process.pid()))
                .flatMap(Optional::stream)
                .flatMap(process -> leftover(process).stream())
                .sorted(Comparator.comparingInt(Leftover::stopOrder))
                .map(Leftover::process)
                .toList();
    }

    /** Stops them one after the other, without mercy after 20 seconds each. Answers how many there were. */
    int stop() {
        List<ProcessIdentity> found = find();
        found.forEach(process -> new Stopping(process).within(GRACE));
        return found.size();
    }

    /** Looked at once, as it may end at any moment. */
    private Optional<Leftover> leftover(ProcessIdentity process) {
        return part(process).or(() -> embedded(process)).map(what -> new Leftover(process, what));
    }

    private Optional<String> part(ProcessIdentity process) {
        List<String> command = process.commandLine();
        if (!command.contains(JavaCommand.dataMarker(installation))) {
            return Optional.empty();
        }
        return command.stream()
                .filter(word -> word.startsWith(JavaCommand.PART_MARKER))
                .findFirst();
    }

    private Optional<String> embedded(ProcessIdentity process) {
        return process.workingDirectory()
                .filter(directory -> directory.startsWith(installation.data()))
                .flatMap(directory -> process.program())
                .map(Path::getFileName)
                .map(Path::toString)
                .filter(program -> program.contains("redis-server") || program.contains("mariadbd"));
    }

    /** @param what the part it is, or its program */
    private record Leftover(ProcessIdentity process, String what) {

        private static final List<String> ORDER =
                List.of("supervisor", "proxy", "worker", "admin", "server", "redis", "mariadb");

        /** What accepts messages goes first, what stores them last. */
        int stopOrder() {
            return ORDER.stream()
                    .filter(what::contains)
                    .mapToInt(ORDER::indexOf)
                    .findFirst()
                    .orElse(ORDER.size());
        }
    }
}
