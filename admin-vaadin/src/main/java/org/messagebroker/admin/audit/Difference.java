package org.messagebroker.admin.audit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.messagebroker.api.AuditView;

/**
 * One particular of what an act has changed.
 *
 * @param before as text, empty for nothing
 * @param after as text, empty for nothing
 */
record Difference(String name, String before, String after) {

    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    /** Everything that was there before or after an act, by name. */
    static List<Difference> of(AuditView act) {
        Map<?, ?> before = map(act.details().get(BEFORE));
        Map<?, ?> after = map(act.details().get(AFTER));
        TreeSet<String> names = new TreeSet<>();
        before.keySet().forEach(name -> names.add(String.valueOf(name)));
        after.keySet().forEach(name -> names.add(String.valueOf(name)));
        return names.stream()
                .map(name -> new Difference(name, text(before.get(name)), text(after.get(name))))
                .toList();
    }

    /** What an act tells beside that. */
    static List<Difference> others(AuditView act) {
        return act.details().entrySet().stream()
                .filter(entry ->
                        !entry.getKey().equals(BEFORE) && !entry.getKey().equals(AFTER))
                .map(entry -> new Difference(entry.getKey(), "", text(entry.getValue())))
                .sorted(java.util.Comparator.comparing(Difference::name))
                .toList();
    }

    boolean isChange() {
        return !Objects.equals(before, after);
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Collection<?> many -> many.stream().map(Difference::text).collect(Collectors.joining(", "));
            default -> String.valueOf(value);
        };
    }
}
