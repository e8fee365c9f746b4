package org.messagebroker.certs.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.messagebroker.certs.RevocationReason;
import org.messagebroker.certs.Role;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The certificate authority on its files, without a server. The script {@code broker} calls this. Exit codes: 0 done, 1
 * refused or failed (one line says why), 2 wrong usage.
 */
@Command(
        name = "./broker certs",
        description = {
            "The certificate authority on its files, when no server runs: founding and recovery.",
            "With a server running, ./broker cert does the same through it, and its inventory learns of it."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 done, 1 refused or failed (one line says why), 2 wrong usage."})
public final class CertsMain {

    private CertsMain() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(
                commandLine(InstantSource.system(), SecretInput.ofTerminal()).execute(arguments));
    }

    static CommandLine commandLine(InstantSource clock, SecretInput secrets) {
        CommandLine all = new CommandLine(new CertsMain());
        IFactory factory = new Desks(clock, secrets);
        Stream.of(AuthorityCommands.class, HolderCommands.class, RevocationCommands.class, InspectionCommands.class)
                .map(group -> new CommandLine(group, factory))
                .forEach(group -> group.getSubcommands().forEach(all::addSubcommand));
        return all.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .registerConverter(Role.class, converter(Role::parse, "client, proxy, worker, server or portal"))
                .registerConverter(RevocationReason.class, converter(RevocationReason::parse, RevocationReason.names()))
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
    }

    private static <T> ITypeConverter<T> converter(Reading<T> reading, String known) {
        return text -> reading.parse(text)
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of: " + known));
    }

    private static int explain(Exception failure, CommandLine command) throws Exception {
        switch (failure) {
            case CommandFailure said -> say(said, command);
            case IllegalArgumentException refused -> say(refused, command);
            case UncheckedIOException unreadable -> say(unreadable, command);
            default -> throw failure;
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static void say(RuntimeException failure, CommandLine command) {
        String words = String.valueOf(failure.getMessage());
        command.getErr().println("broker: " + words + (words.endsWith(".") ? "" : "."));
    }

    /** Gives each command its desk; picocli makes the rest. */
    private record Desks(InstantSource clock, SecretInput secrets) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type == Desk.class
                    ? type.cast(new Desk(clock, secrets))
                    : CommandLine.defaultFactory().create(type);
        }
    }

    private interface Reading<T> {
        Optional<T> parse(String text);
    }
}
