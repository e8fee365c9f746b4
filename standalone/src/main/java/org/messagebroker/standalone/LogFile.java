package org.messagebroker.standalone;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The end of a log, read without reading the rest. */
final class LogFile {

    private static final int BLOCK = 64 * 1024;
    private static final int LINES = 12;
    private static final int WIDTH = 400;

    private LogFile() {}

    /** The last lines of a part's log, and what it said beside it, such as why it cannot start. */
    static String end(Installation installation, String part) {
        String lines = Stream.of(installation.log(part), installation.output(part))
                .flatMap(file -> lastLines(file, LINES).stream())
                .map(line -> "  " + line.substring(0, Math.min(line.length(), WIDTH)))
                .collect(Collectors.joining("\n"));
        return (lines.isEmpty() ? "  (it is empty)" : lines) + "\nMore: " + installation.log(part);
    }

    /** The last lines of a file; none when there is no such file. */
    static List<String> lastLines(Path file, int count) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            long begin = Math.max(0, reader.length() - BLOCK);
            byte[] block = new byte[(int) (reader.length() - begin)];
            reader.seek(begin);
            reader.readFully(block);
            List<String> lines =
                    new String(block, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of("(" + file + " cannot be read: " + e.getMessage() + ")");
        }
    }
}
