package org.messagebroker.bench.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One system call, as a line of strace tells it. A call that another thread interrupts in the output takes two lines; it
 * stands where it began and ends where it was resumed.
 *
 * @param thread that made it
 * @param time of the day
 * @param name such as {@code fdatasync}
 * @param target what its first argument stands for: a file's path or a connection
 * @param text everything that strace wrote of it
 * @param begun the number of the line at which it began
 * @param ended the number of the line at which it had returned
 * @param succeeded whether it returned something other than an error
 */
record SystemCall(
        String thread, String time, String name, String target, String text, int begun, int ended, boolean succeeded) {

    private static final Pattern LINE = Pattern.compile("(\\d+) +(\\S+) (\\w+)\\(((?:\\d+<(.*?)>)?.*)", Pattern.DOTALL);
    private static final Pattern RESUMED = Pattern.compile("(\\d+) +\\S+ <\\.\\.\\. \\w+ resumed>(.*)", Pattern.DOTALL);
    private static final Pattern BYTE = Pattern.compile("\\\\x([0-9a-f]{2})");
    private static final String UNFINISHED = "<unfinished ...>";

    /** What a process did, in the order in which it did it. */
    record Log(List<SystemCall> calls) {

        Log {
            calls = List.copyOf(calls);
        }

        /** The place of the first such call from {@code place} on. */
        Optional<Integer> next(int place, Predicate<SystemCall> wanted) {
            return IntStream.range(place, calls.size())
                    .filter(i -> wanted.test(calls.get(i)))
                    .boxed()
                    .findFirst();
        }

        /** Whether a thread serves a connection. */
        boolean isConversation(String thread) {
            return calls.stream().anyMatch(call -> call.thread().equals(thread) && call.isToSocket());
        }

        SystemCall at(int place) {
            return calls.get(place);
        }
    }

    static Log read(List<String> lines) {
        List<SystemCall> calls = new ArrayList<>();
        Map<String, Integer> unfinished = new HashMap<>();
        for (int number = 0; number < lines.size(); number++) {
            Matcher resumed = RESUMED.matcher(lines.get(number));
            Matcher line = LINE.matcher(lines.get(number));
            if (resumed.matches()) {
                Optional<Integer> begun = Optional.ofNullable(unfinished.remove(resumed.group(1)));
                int end = number;
                begun.ifPresent(place -> calls.set(place, calls.get(place).resumed(resumed.group(2), end)));
            } else if (line.matches()) {
                if (line.group().endsWith(UNFINISHED)) {
                    unfinished.put(line.group(1), calls.size());
                }
                calls.add(of(line, number));
            }
        }
        return new Log(calls);
    }

    private static SystemCall of(Matcher line, int number) {
        boolean returned = !line.group().endsWith(UNFINISHED);
        return new SystemCall(
                line.group(1),
                line.group(2),
                line.group(3),
                readable(Optional.ofNullable(line.group(5)).orElse("")),
                line.group(4),
                number,
                returned ? number : Integer.MAX_VALUE,
                returned && !failed(line.group(4)));
    }

    private static String readable(String bytes) {
        return BYTE.matcher(bytes)
                .replaceAll(each -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(each.group(1), 16))));
    }

    private static boolean failed(String text) {
        return text.matches("(?s).*= -1 E[A-Z]+ \\(.*");
    }

    private SystemCall resumed(String rest, int end) {
        return new SystemCall(thread, time, name, target, text + rest, begun, end, !failed(rest));
    }

    boolean isOn(String file) {
        return target.endsWith(file);
    }

    boolean isSync() {
        return name.equals("fdatasync") || name.equals("fsync");
    }

    boolean isToSocket() {
        boolean sends = name.startsWith("send") || name.startsWith("write");
        return sends && (target.startsWith("TCP") || target.startsWith("socket"));
    }

    boolean says(String part) {
        return text.contains(part);
    }

    /** For a person. */
    String brief() {
        String file = target.substring(target.lastIndexOf('/') + 1);
        return time + " " + name + "(" + (target.startsWith("TCP") ? "socket" : file) + ")";
    }
}
