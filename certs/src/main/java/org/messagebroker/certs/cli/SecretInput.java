package org.messagebroker.certs.cli;

import java.io.Console;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.messagebroker.certs.WholeFiles;

/** Where passphrases and passwords come from: a terminal that does not show them, or a file. Never an argument. */
interface SecretInput {

    /** Asks a person. */
    char[] ask(String question);

    /** The first line of the file, or else what a person answers. */
    default char[] read(Optional<Path> file, String question) {
        return file.map(SecretInput::firstLine).orElseGet(() -> ask(question));
    }

    /** The same for something new: a person says it twice. */
    default char[] readNew(Optional<Path> file, String question) {
        if (file.isPresent()) {
            return firstLine(file.get());
        }
        char[] first = ask(question);
        if (!Arrays.equals(first, ask("Once more: "))) {
            throw new CommandFailure("The two are not the same; nothing was written.");
        }
        return first;
    }

    private static char[] firstLine(Path file) {
        return WholeFiles.read(file)
                .lines()
                .findFirst()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .orElseThrow(() -> new CommandFailure("The first line of " + file + " is empty."))
                .toCharArray();
    }

    /** The terminal of this process. */
    static SecretInput ofTerminal() {
        return question -> Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> console.readPassword("%s", question))
                .orElseThrow(() ->
                        new CommandFailure("There is no terminal to ask at: name a file that holds it (see --help)."));
    }
}
