package org.messagebroker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The proxies as they have reported themselves, and letting new ones join. */
@Command(
        name = "proxy",
        description = "Proxies and how they are; new ones join with a token.",
        mixinStandardHelpOptions = true)
final class ProxyCommand {

    @Command(name = "list", description = "Lists the proxies with their state.")
    int list(@Mixin Call call) {
        call.printer()
                .table(
                        call.server().get("/admin/proxies/status"),
                        "name",
                        "site",
                        "state",
                        "reason",
                        "last_seen",
                        "version",
                        "depth",
                        "certificate_days_left",
                        "confirmed");
        return 0;
    }

    @Command(
            name = "enrol",
            description = "Makes a one-time token with which a proxy or worker gets its first certificate.")
    int enrol(
            @Mixin Call call,
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            defaultValue = "proxy",
                            description = "proxy (default) or worker")
                    String role,
            @Option(names = "--minutes", paramLabel = "N", defaultValue = "60", description = "good for (default: 60)")
                    int minutes) {
        Map<String, Object> body = Map.of("role", role, "name", name, "expires_minutes", minutes);
        JsonNode made = call.server().post("/admin/enrolments", body);
        call.printer().fields(made);
        call.printer().say("Give it to the new " + role + " as ENROLMENT_TOKEN; it works once and is shown once.");
        return 0;
    }

    @Command(
            name = "test",
            description = {
                "Sends a real test message through a proxy, its queue and a worker, and shows how far it comes.",
                "It belongs to no client and counts nowhere. Ends with 0 only when it was delivered."
            })
    int test(@Mixin Call call, @Parameters(paramLabel = "NAME") String name) {
        return ProxyTest.of(call, name).run();
    }

    @Command(name = "forget", description = "Removes a proxy that is gone from the list.")
    int forget(@Mixin Call call, @Parameters(paramLabel = "NAME") String name) {
        call.server().delete("/admin/proxies/" + AdminServer.encoded(name));
        call.printer()
                .say("Forgotten. Its certificate stays valid until it is revoked: ./broker cert list --role proxy");
        return 0;
    }
}
