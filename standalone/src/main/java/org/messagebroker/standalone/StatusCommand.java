package org.messagebroker.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what runs, what waits and what was delivered. */
@Command(
        name = "status",
        description = "Tells what runs, what waits in the queue, and how many messages have which status.",
        footer = {"", "Exit codes: 0 everything is ready, 1 something is not, 3 nothing runs."})
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private Where where = new Where();

    @Option(names = "--json", description = "answer as JSON")
    private boolean json;

    @Override
    public Integer call() {
        Installation installation = where.installation();
        SiteSettings site = SiteSettings.read(installation, System.getenv());
        Status status = new Inspection(installation, where.ports(), site).status();
        System.out.println(json ? status.json() : status.text());
        return exit(status).code();
    }

    private static Exit exit(Status status) {
        if (status.isStopped()) {
            return Exit.NOT_RUNNING;
        }
        boolean up = status.parts().stream()
                .allMatch(part -> part.state() == Status.State.READY || part.state() == Status.State.EXTERNAL);
        return up ? Exit.DONE : Exit.FAILED;
    }
}
