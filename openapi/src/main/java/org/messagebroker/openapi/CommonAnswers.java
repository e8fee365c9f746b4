package org.messagebroker.openapi;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds to every operation the answers that stand in every one of its kind, so that the parts need not repeat them. */
final class CommonAnswers {

    private static final List<String> METHODS = List.of("get", "head", "post", "put", "patch", "delete");

    private CommonAnswers() {}

    /** By {@code x-answers} of the document, which is taken away. */
    static void add(Map<String, Object> document) {
        Map<String, Object> answers = at(document, "x-answers");
        document.remove("x-answers");
        at(document, "paths")
                .values()
                .forEach(path -> map(path).forEach((method, operation) -> {
                    if (METHODS.contains(method)) {
                        complete(map(operation), answers);
                    }
                }));
    }

    private static void complete(Map<String, Object> operation, Map<String, Object> answers) {
        Map<String, Object> told = new TreeMap<>(at(answers, "always"));
        if (operation.containsKey("requestBody")) {
            told.putAll(at(answers, "body"));
        }
        if (!(operation.get("security") instanceof List<?> none && none.isEmpty())) {
            told.putAll(at(answers, "identity"));
        }
        told.putAll(at(operation, "responses"));
        operation.put("responses", told);
    }

    private static Map<String, Object> at(Map<String, Object> whole, String key) {
        return map(whole.getOrDefault(key, Map.of()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
