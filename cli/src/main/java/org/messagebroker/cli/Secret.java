package org.messagebroker.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What must not stand on the command line: from a file, or typed unseen. */
final class Secret {

    private Secret() {}

    static String read(Optional<Path> file, String question) {
        return file.map(path -> text(path).strip()).orElseGet(() -> ask(question));
    }

    /** The whole file. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + file + ".", e);
        }
    }

    private static String ask(String question) {
        Console console = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .orElseThrow(() ->
                        new CommandFailure("There is no terminal to ask at; name a file that holds it (see --help)."));
        return Optional.ofNullable(console.readPassword("%s", question))
                .map(String::new)
                .orElseThrow(() -> new CommandFailure("Nothing was typed."));
    }
}
