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
        return file.map(path -> text(path).strip()).orElseGet(() -> unseen(question));
    }

    /** A new one; who types it types it twice. */
    static String choose(Optional<Path> file, String question) {
        String chosen = read(file, question);
        if (file.isEmpty() && !chosen.equals(unseen("Once more: "))) {
            throw new CommandFailure("The two are not the same; nothing was changed.");
        }
        return chosen;
    }

    /** The whole file. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + file + ".", e);
        }
    }

    /** What is no secret, typed where it shows. */
    static String line(String question) {
        return Optional.ofNullable(terminal().readLine("%s", question))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new CommandFailure("Nothing was typed."));
    }

    /** What is typed without being shown. */
    static String unseen(String question) {
        return Optional.ofNullable(terminal().readPassword("%s", question))
                .map(String::new)
                .orElseThrow(() -> new CommandFailure("Nothing was typed."));
    }

    private static Console terminal() {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .orElseThrow(() ->
                        new CommandFailure("There is no terminal to ask at; name it with an option (see --help)."));
    }
}
