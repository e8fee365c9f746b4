package org.messagebroker.standalone;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a process file says about the process of one part.
 *
 * @param port its main port
 * @param since when it was started
 */
record ProcessFile(ProcessIdentity process, int port, String version, Instant since) {

    /** Reads a process file; empty when there is none, or when it is none of ours. */
    static Optional<ProcessFile> read(Path file) {
        Map<String, String> values = EnvFile.read(file);
        try {
            return Optional.of(new ProcessFile(
                    new ProcessIdentity(
                            Long.parseLong(value(values, "PID")),
                            value(values, "BOOT"),
                            Long.parseLong(value(values, "BEGAN"))),
                    Integer.parseInt(value(values, "PORT")),
                    value(values, "VERSION"),
                    Instant.parse(value(values, "SINCE"))));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String value(Map<String, String> values, String name) {
        return Optional.ofNullable(values.get(name)).orElseThrow(() -> new IllegalArgumentException(name));
    }

    void write(Path file) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("PID", Long.toString(process.pid()));
        values.put("BOOT", process.boot());
        values.put("BEGAN", Long.toString(process.began()));
        values.put("PORT", Integer.toString(port));
        values.put("VERSION", version);
        values.put("SINCE", since.toString());
        EnvFile.write(file, "The process that runs this part.", values);
    }
}
