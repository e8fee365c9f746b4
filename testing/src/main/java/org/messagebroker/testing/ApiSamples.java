package org.messagebroker.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.messagebroker.testing.ApiDocument.Operation;

/** Requests that fit an OpenAPI document: each value is one that its schema allows, and names nothing that is there. */
public final class ApiSamples {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Map<String, String> OF_FORMAT = Map.of(
            "uuid", "01936d7c-1c00-7a3e-8f10-0242ac120002",
            "date-time", "2026-11-23T10:00:00Z",
            "date", "2026-11-23",
            "email", "nobody@example.org");

    private final ApiDocument document;

    public ApiSamples(ApiDocument document) {
        this.document = document;
    }

    /** The path of an operation with a value for each part in braces. */
    public String path(Operation operation) {
        return path(operation, Map.of());
    }

    /** The same with some of the values given. */
    public String path(Operation operation, Map<String, String> given) {
        String path = operation.path();
        for (Parameter parameter : parameters(operation, "path")) {
            String value = given.getOrDefault(parameter.name(), text(parameter.schema()));
            path = path.replace("{" + parameter.name() + "}", encoded(value));
        }
        return path;
    }

    /** As part of a path or query. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The parameters of an operation that stand there: in {@code path}, {@code query} or {@code header}. */
    public List<Parameter> parameters(Operation operation, String in) {
        return StreamSupport.stream(operation.json().path("parameters").spliterator(), false)
                .map(document::resolved)
                .filter(each -> each.path("in").asText().equals(in))
                .map(each -> new Parameter(each.path("name").asText(), each.path("schema")))
                .toList();
    }

    /** A body that the operation takes; empty when it takes none. */
    public Optional<JsonNode> body(Operation operation) {
        JsonNode schema = operation.body("application/json");
        return schema.isMissingNode() ? Optional.empty() : Optional.of(value(schema));
    }

    /** The properties of a body, with their schemas. */
    public Map<String, JsonNode> properties(JsonNode schema) {
        Map<String, JsonNode> properties = new java.util.LinkedHashMap<>();
        document.resolved(schema)
                .path("properties")
                .properties()
                .forEach(each -> properties.put(each.getKey(), each.getValue()));
        return properties;
    }

    /** A value as text. */
    public String text(JsonNode schema) {
        return value(schema).asText();
    }

    /** A value that the schema allows. */
    public JsonNode value(JsonNode reference) {
        JsonNode schema = document.resolved(reference);
        for (JsonNode told : List.of(
                schema.path("examples").path(0),
                schema.path("const"),
                schema.path("default"),
                schema.path("enum").path(0))) {
            if (!told.isMissingNode()) {
                return told;
            }
        }
        if (schema.has("oneOf")) {
            return value(schema.path("oneOf").path(0));
        }
        return ofType(schema);
    }

    private JsonNode ofType(JsonNode schema) {
        return switch (type(schema)) {
            case "object" -> object(schema);
            case "array" -> array(schema);
            case "integer", "number" ->
                JSON.numberNode(Math.max(1, schema.path("minimum").asInt(1)));
            case "boolean" -> JSON.booleanNode(false);
            default ->
                JSON.textNode(OF_FORMAT.getOrDefault(schema.path("format").asText(), "unknown"));
        };
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.path(0).asText() : type.asText("string");
    }

    private JsonNode object(JsonNode schema) {
        ObjectNode object = JSON.objectNode();
        schema.path("properties").properties().forEach(each -> object.set(each.getKey(), value(each.getValue())));
        return object;
    }

    private JsonNode array(JsonNode schema) {
        ArrayNode array = JSON.arrayNode();
        return array.add(value(schema.path("items")));
    }

    /** A parameter with the schema of its value. */
    public record Parameter(String name, JsonNode schema) {}
}
