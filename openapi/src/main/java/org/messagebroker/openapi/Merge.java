package org.messagebroker.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the parts of a document together: mappings are joined, lists are put one after the other, and nothing is said twice. */
final class Merge {

    private Merge() {}

    /** @throws IllegalStateException naming what two parts say */
    static Map<String, Object> of(List<Map<String, Object>> parts) {
        Map<String, Object> whole = new LinkedHashMap<>();
        parts.forEach(part -> add(whole, part, ""));
        return whole;
    }

    @SuppressWarnings("unchecked")
    private static void add(Map<String, Object> whole, Map<String, Object> part, String where) {
        part.forEach((key, value) -> {
            String here = where + "/" + key;
            Object there = whole.get(key);
            if (there == null) {
                whole.put(key, copy(value));
            } else if (there instanceof Map<?, ?> known && value instanceof Map<?, ?> more) {
                add((Map<String, Object>) known, (Map<String, Object>) more, here);
            } else if (there instanceof List<?> known && value instanceof List<?> more) {
                ((List<Object>) known).addAll(more);
            } else {
                throw new IllegalStateException("two parts of the description say " + here);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static Object copy(Object value) {
        return switch (value) {
            case Map<?, ?> map -> of(List.of((Map<String, Object>) map));
            case List<?> list -> new ArrayList<>(list);
            default -> value;
        };
    }
}
