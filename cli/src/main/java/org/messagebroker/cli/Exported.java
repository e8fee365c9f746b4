package org.messagebroker.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** What the server exports, however long it is. */
final class Exported {

    private Exported() {}

    /**
     * Writes it down.
     *
     * @param file a new one, which only its owner reads; the standard output if absent
     */
    static void write(Printer printer, Optional<Path> file, Supplier<InputStream> export) {
        try (InputStream content = export.get()) {
            if (file.isPresent()) {
                OwnerOnly.write(file.get(), content);
            } else {
                new InputStreamReader(content, StandardCharsets.UTF_8).transferTo(printer.out());
                printer.out().flush();
            }
        } catch (IOException cut) {
            throw new CommandFailure("The export was cut short; do not use what is there of it.", cut);
        }
    }
}
