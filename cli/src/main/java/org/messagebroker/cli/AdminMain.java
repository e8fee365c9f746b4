package org.messagebroker.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The administration's commands. The script {@code broker} calls this. Exit codes: 0 done, 1 refused or failed (one line
 * says why), 2 wrong usage, 3 the server cannot be reached.
 */
@Command(
        name = "./broker",
        description = "Administration from the command line.",
        mixinStandardHelpOptions = true,
        subcommands = {
            LoginCommand.class,
            LogoutCommand.class,
            CertCommand.class,
            ClientCommand.class,
            ProxyCommand.class,
            TlsCommand.class,
            PolicyCommand.class,
            KeyCommand.class,
            MessageCommand.class,
            QueueCommand.class,
            AuditCommand.class,
            AlertCommand.class,
            ExpiringCommand.class,
            UserCommand.class,
            AccountCommand.class,
            MailCommand.class,
            RoleCommand.class,
            StatisticsCommand.class,
            CompletionCommand.class,
        })
public final class AdminMain {

    private AdminMain() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The commands, to run within another program. */
    public static CommandLine commandLine() {
        return new CommandLine(new AdminMain())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
    }

    private static int explain(Exception failure, CommandLine command) throws Exception {
        if (failure instanceof CommandFailure said) {
            command.getErr().println("broker: " + said.getMessage());
            return said.exitCode();
        }
        throw failure;
    }
}
