package org.messagebroker.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The policy: which one is in force, and who has confirmed it. */
@Command(
        name = "policy",
        description = "What proxies obey, and which of them have confirmed it.",
        mixinStandardHelpOptions = true)
final class PolicyCommand {

    @Command(name = "show", description = "Shows the version in force and who has confirmed it.")
    int show(@Mixin Call call) {
        call.printer().fields(call.server().get("/admin/policy"));
        return 0;
    }

    @Command(
            name = "save",
            description = "Writes the signed policy to a file, to be dropped at a proxy that cannot reach the server.")
    int save(@Mixin Call call, @Parameters(paramLabel = "FILE") Path file) {
        OwnerOnly.write(file, call.server().download("/admin/policy/file"));
        call.printer().say("Put it into the proxy's policy directory as emergency-policy.json.");
        return 0;
    }
}
