package org.messagebroker.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts everything, by way of a supervisor in a session of its own. */
@Command(
        name = "up",
        description = {
            "Starts everything, sends a demonstration message and shows how to send another.",
            "Runs until Ctrl-C or ./broker down; with --detach, returns when everything is ready."
        },
        footer = {
            "",
            "A Redis or a database of your own takes the place of the embedded one: set REDIS_HOST, REDIS_PORT,",
            "REDIS_PASSWORD, and DATABASE_URL or DB_HOST, DB_PORT, DB_NAME, DB_USER, DB_PASSWORD, in the environment or",
            "in the data directory's .env. MIGRATION_DB_USER and MIGRATION_DB_PASSWORD name who may change the schema.",
            "",
            "Exit codes: 0 done or already running, 1 failed, 2 wrong usage or setting, 4 a tool is missing,",
            "5 a port is taken."
        })
final class UpCommand implements Callable<Integer> {

    @Mixin
    private Where where = new Where();

    @Option(names = "--detach", description = "return when everything is ready")
    private boolean detach;

    @Override
    public Integer call() {
        Installation installation = where.installation();
        if (SupervisorLock.isHeld(installation)) {
            System.out.println(
                    "Already running in " + installation.data()
                            + ": see ./broker status, end it with ./broker down. For a second one: --data DIR --port-offset N.");
            return Exit.DONE.code();
        }
        return new Launch(installation, Checkout.current(), detach).run(arguments(installation));
    }

    private List<String> arguments(Installation installation) {
        List<String> arguments = new ArrayList<>(List.of(
                "supervise",
                "--data",
                installation.data().toString(),
                "--port-offset",
                Integer.toString(where.ports().offset())));
        if (detach) {
            arguments.add("--detached");
        }
        return arguments;
    }
}
