package org.messagebroker.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What every command shares: whom it calls and how it answers. */
final class Call {

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Mixin
    private Access access = new Access();

    @Option(names = "--json", description = "answers as JSON")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "shows this help")
    private boolean help;

    Access access() {
        return access;
    }

    AdminServer server() {
        return access.server();
    }

    Printer printer() {
        return new Printer(command.commandLine().getOut(), json);
    }

    /** Whether help was asked for; picocli then calls no command. */
    boolean wantsHelp() {
        return help;
    }
}
