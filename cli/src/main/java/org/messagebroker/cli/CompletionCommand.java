package org.messagebroker.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What makes a shell complete the commands and their options. */
@Command(
        name = "completion",
        description = {
            "Prints a script that makes the shell complete commands and options:",
            "  source <(./broker completion bash)"
        },
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

    /** Commands of the script that are not the administration's. */
    private static final List<String> OTHERS =
            List.of("up", "down", "status", "send", "logs", "mailbox", "certs", "test", "bench", "prove", "chaos");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    @SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // set by picocli, to refuse other shells
    private Shell shell;

    /** One script serves both: zsh runs it in its bash mode, which the script switches on itself. */
    enum Shell {
        bash,
        zsh
    }

    @Override
    public Integer call() {
        CommandLine whole = AdminMain.commandLine();
        OTHERS.forEach(each -> whole.addSubcommand(each, CommandSpec.create()));
        spec.commandLine().getOut().print(AutoComplete.bash("broker", whole));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
