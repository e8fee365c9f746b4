package org.messagebroker.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.messagebroker.cli.AdminMain;

/** The administration's command line, as an operator uses it on the machine of an installation. */
record Cli(RunningSystem system) {

    /** What was printed by a command that must succeed. */
    String run(String... arguments) {
        return attempt(arguments).orFail().output();
    }

    /** The same as JSON. */
    JsonNode json(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        return RunningSystem.json(run(all.toArray(String[]::new)));
    }

    /** Runs a command that may be refused. */
    BrokerCommand.Result attempt(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", system.data().toString(), "--port-offset", Integer.toString(system.port(0))));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        int exit = AdminMain.commandLine().setOut(out).setErr(out).execute(all.toArray(String[]::new));
        return new BrokerCommand.Result(exit, said.toString());
    }
}
