package org.messagebroker.standalone;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops everything. */
@Command(
        name = "down",
        description = "Stops everything: proxy, worker, admin, server, Redis, MariaDB, in this order. Data stays.",
        footer = {"", "Exit codes: 0 stopped, 1 failed, 3 nothing was running."})
final class DownCommand implements Callable<Integer> {

    /** Longer than all parts may take one after the other. */
    private static final Duration GRACE = Duration.ofMinutes(3);

    @Mixin
    private Where where = new Where();

    @Override
    public Integer call() {
        Installation installation = where.installation();
        Leftovers leftovers = new Leftovers(installation);
        boolean ran = SupervisorLock.holder(installation).isPresent()
                || !leftovers.find().isEmpty();
        SupervisorLock.holder(installation)
                .map(ProcessFile::process)
                .ifPresent(supervisor -> new Stopping(supervisor).within(GRACE));
        leftovers.stop();
        return ran ? done(leftovers, installation) : notRunning(installation);
    }

    private static int done(Leftovers leftovers, Installation installation) {
        if (!leftovers.find().isEmpty()) {
            throw new CommandFailure(Exit.FAILED, "Some processes would not end; see ./broker status.");
        }
        System.out.println("Stopped. The data is in " + installation.data() + ".");
        return Exit.DONE.code();
    }

    private static int notRunning(Installation installation) {
        System.out.println("Nothing runs in " + installation.data() + ".");
        return Exit.NOT_RUNNING.code();
    }
}
