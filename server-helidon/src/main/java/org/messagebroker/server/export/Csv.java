package org.messagebroker.server.export;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lines of a table as spreadsheet programs read it (RFC 4180, UTF-8). A value that such a program would take for a formula
 * gets an apostrophe before it, so that opening a file runs nothing.
 */
public final class Csv {

    /** Before the first line: without it some programs do not see that the file is UTF-8, and spoil Persian. */
    public static final String BEGIN = "\uFEFF";

    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]");
    private static final Pattern QUOTED = Pattern.compile("[\",\r\n;]");

    private Csv() {}

    /** One line, with its end. */
    public static String line(List<String> values) {
        return values.stream().map(Csv::value).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String value(String text) {
        String safe = FORMULA.matcher(text).lookingAt() ? "'" + text : text;
        return QUOTED.matcher(safe).find() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
