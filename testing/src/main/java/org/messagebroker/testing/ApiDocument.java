package org.messagebroker.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An OpenAPI document, to be asked for its operations. Immutable. */
public final class ApiDocument {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> METHODS = List.of("get", "head", "post", "put", "patch", "delete");

    private final JsonNode document;
    private final JsonNode closedComponents;

    private ApiDocument(JsonNode document) {
        this.document = document;
        this.closedComponents = close(document.path("components").deepCopy());
    }

    /** Reads one as JSON. */
    public static ApiDocument read(byte[] json) {
        try {
            return new ApiDocument(JSON.readTree(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole document. */
    public JsonNode json() {
        return document;
    }

    /** Every operation. */
    public List<Operation> operations() {
        return document.path("paths").properties().stream()
                .flatMap(path -> METHODS.stream()
                        .filter(path.getValue()::has)
                        .map(method -> new Operation(
                                method.toUpperCase(Locale.ROOT),
                                path.getKey(),
                                path.getValue().path(method))))
                .toList();
    }

    /** A response that several operations share. */
    JsonNode response(String name) {
        return document.path("components").path("responses").path(name);
    }

    /** The path, with its parts in braces, that a request's target is of; one without braces before one with. */
    Optional<String> find(String target) {
        String path = target.replaceAll("\\?.*", "");
        return document.path("paths").properties().stream()
                .map(Map.Entry::getKey)
                .filter(each -> path.matches(pattern(each)))
                .min(Comparator.comparingLong(
                        each -> each.chars().filter(c -> c == '{').count()));
    }

    Optional<Operation> find(String method, String target) {
        return find(target)
                .flatMap(path -> operations().stream()
                        .filter(each ->
                                each.path().equals(path) && each.method().equals(method))
                        .findFirst());
    }

    private static String pattern(String path) {
        return Stream.of(path.split("/", -1))
                .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
                .collect(Collectors.joining("/"));
    }

    /** Follows a reference. */
    public JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.startsWith("#/") ? resolved(document.at(reference.substring(1))) : node;
    }

    /** The schema with all that it refers to. */
    JsonNode alone(JsonNode schema, boolean closed) {
        ObjectNode alone = schema.deepCopy();
        if (closed) {
            close(alone);
        }
        alone.set("components", closed ? closedComponents : document.path("components"));
        return alone;
    }

    /** What an answer carries beyond the document is a fault of the document. */
    private static JsonNode close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("unevaluatedProperties", false);
        }
        node.forEach(ApiDocument::close);
        return node;
    }

    /** A method of a path. */
    public final class Operation {

        private final String method;
        private final String path;
        private final JsonNode json;

        private Operation(String method, String path, JsonNode json) {
            this.method = method;
            this.path = path;
            this.json = json;
        }

        public String method() {
            return method;
        }

        /** With parts in braces. */
        public String path() {
            return path;
        }

        /** Such as {@code GET /health}. */
        public String name() {
            return method + " " + path;
        }

        /** As it stands in the document. */
        public JsonNode json() {
            return json;
        }

        Optional<JsonNode> response(int status) {
            JsonNode response = json.path("responses").path(String.valueOf(status));
            return response.isMissingNode() ? Optional.empty() : Optional.of(resolved(response));
        }

        /** The schema of the request's body; missing when there is none. */
        public JsonNode body(String type) {
            return json.path("requestBody").path("content").path(type).path("schema");
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
