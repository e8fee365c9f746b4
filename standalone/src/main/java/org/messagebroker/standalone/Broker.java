package org.messagebroker.standalone;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The whole system from one command. The script {@code broker} finds a JDK, builds, and calls this. */
@Command(
        name = "./broker",
        description = "Starts, stops, watches and tries the whole system.",
        mixinStandardHelpOptions = true,
        versionProvider = Broker.Version.class,
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            SendCommand.class,
            LogsCommand.class,
            MailboxCommand.class,
            RecoverCommand.class,
            SuperviseCommand.class
        })
public final class Broker {

    private Broker() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs one command; returns its exit code. */
    static int run(String... arguments) {
        return new CommandLine(new Broker())
                .setExecutionExceptionHandler((problem, command, parsed) -> explain(problem, command))
                .execute(arguments);
    }

    private static int explain(Exception problem, CommandLine command) throws Exception {
        if (problem instanceof CommandFailure failure) {
            command.getErr().println("broker: " + failure.getMessage());
            return failure.exit().code();
        }
        throw problem;
    }

    /** The version of the build. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Message broker " + Checkout.version()};
        }
    }
}
