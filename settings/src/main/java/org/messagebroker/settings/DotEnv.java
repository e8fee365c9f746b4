package org.messagebroker.settings;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@code .env} file: {@code NAME=value} lines, {@code #} comments, an optional {@code export}, values bare, in
 * single quotes (as they stand) or in double quotes (with {@code \n \t \" \\}). Nothing in it is executed or expanded.
 */
public final class DotEnv {

    private static final Pattern LINE = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");
    private static final Pattern SINGLE = Pattern.compile("'([^']*)'\\s*(?:#.*)?");
    private static final Pattern DOUBLE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:#.*)?");

    private DotEnv() {}

    /**
     * The variables of the text.
     *
     * @throws SettingsException naming the line that cannot be read or repeats a name
     */
    public static Map<String, String> parse(String text) {
        Map<String, String> variables = new LinkedHashMap<>();
        Deque<String> lines =
                new ArrayDeque<>(List.of(text.replace("\uFEFF", "").split("\\R", -1)));
        for (int number = 1; !lines.isEmpty(); number++) {
            String line = lines.pop().strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                read(line, number, variables);
            }
        }
        return variables;
    }

    private static void read(String line, int number, Map<String, String> variables) {
        Matcher assignment = LINE.matcher(line);
        if (!assignment.matches()) {
            throw new SettingsException(".env line " + number + " is not of the form NAME=value");
        }
        String name = assignment.group(1);
        if (variables.put(name, value(assignment.group(2), number)) != null) {
            throw new SettingsException(".env line " + number + " sets " + name + " a second time");
        }
    }

    private static String value(String raw, int number) {
        Matcher single = SINGLE.matcher(raw);
        Matcher quoted = DOUBLE.matcher(raw);
        if (single.matches()) {
            return single.group(1);
        }
        if (quoted.matches()) {
            return unescape(quoted.group(1));
        }
        if (raw.startsWith("'") || raw.startsWith("\"")) {
            throw new SettingsException(".env line " + number + " has a quote that does not end");
        }
        return raw.replaceFirst("(^|\\s+)#.*$", "").strip();
    }

    private static String unescape(String text) {
        return Pattern.compile("\\\\(.)")
                .matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        switch (escape.group(1)) {
                            case "n" -> "\n";
                            case "t" -> "\t";
                            default -> escape.group(1);
                        }));
    }
}
