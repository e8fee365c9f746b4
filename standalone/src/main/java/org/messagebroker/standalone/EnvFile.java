package org.messagebroker.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.messagebroker.settings.DotEnv;
import org.messagebroker.settings.SettingsException;

/** A {@code .env} file: one {@code NAME=value} a line, {@code #} for comments, values quoted when they need to be. */
final class EnvFile {

    private EnvFile() {}

    /** The names and values; empty when there is no such file. */
    static Map<String, String> read(Path file) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            return DotEnv.parse(Files.readString(file));
        } catch (SettingsException e) {
            throw new CommandFailure(Exit.USAGE, file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandFailure(Exit.USAGE, "Cannot read " + file + ": is it yours?", e);
        }
    }

    /**
     * Writes the file at once, for its owner only.
     *
     * @param comment the first line
     */
    static void write(Path file, String comment, Map<String, String> values) {
        String lines = values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + quoted(entry.getValue()) + "\n")
                .collect(Collectors.joining());
        PrivateFiles.write(file, "# " + comment + "\n" + lines);
    }

    private static String quoted(String value) {
        if (value.contains("\n")) {
            throw new IllegalArgumentException("a value in a .env file is one line");
        }
        return value.matches("[\\w./:@%+,=-]*")
                ? value
                : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
