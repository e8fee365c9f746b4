package org.messagebroker.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.messagebroker.testing.ApiDocument.Operation;

/**
 * Holds a service to its OpenAPI document: what was answered must stand there, with its status, media type, headers and
 * form, and nothing may be answered that the document does not name. What was accepted must have been of the form that it
 * asks for. Thread-safe.
 */
public final class ApiContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JSON_TYPE = "application/json";

    private final ApiDocument document;
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

    private ApiContract(ApiDocument document) {
        this.document = document;
    }

    /** The contract of this document. */
    public static ApiContract of(ApiDocument document) {
        return new ApiContract(document);
    }

    /** @throws AssertionError saying what the document does not allow */
    public void verify(Exchange exchange) {
        Optional<Operation> operation = document.find(exchange.method(), exchange.target());
        if (operation.isPresent()) {
            accepted(exchange, operation.get());
            verify(exchange, answer(exchange, operation.get()));
        } else if (document.find(exchange.target()).isPresent()) {
            refused(exchange, 405, "MethodNotAllowed");
        } else {
            refused(exchange, 404, "NotFound");
        }
    }

    /** What is not in the document is refused as unknown, or before that as malformed. */
    private void refused(Exchange exchange, int status, String response) {
        if (exchange.status() != status && exchange.status() != 400) {
            throw wrong(exchange, "the document does not name this path or method, so it should be " + status);
        }
        verify(exchange, document.response(exchange.status() == status ? response : "Invalid"));
    }

    private JsonNode answer(Exchange exchange, Operation operation) {
        return operation
                .response(exchange.status())
                .orElseThrow(() -> wrong(exchange, "the document names no such status for " + operation.name()));
    }

    private void verify(Exchange exchange, JsonNode response) {
        headers(exchange, response);
        JsonNode types = response.path("content");
        String type = exchange.header("Content-Type").replaceAll("\\s*;.*", "");
        if (types.isEmpty()) {
            if (exchange.body().length > 0) {
                throw wrong(exchange, "the document names no body");
            }
        } else if (!types.has(type)) {
            throw wrong(exchange, "the document does not name the media type '" + type + "'");
        } else if (types.path(type).has("schema")
                && exchange.header("Content-Encoding").isEmpty()) {
            form(exchange, "the answer", types.path(type).path("schema"), exchange.body(), true);
        }
    }

    private void headers(Exchange exchange, JsonNode response) {
        response.path("headers").properties().forEach(header -> {
            JsonNode described = document.resolved(header.getValue());
            String value = exchange.header(header.getKey());
            if (value.isEmpty() && described.path("required").asBoolean()) {
                throw wrong(exchange, "the header " + header.getKey() + " is missing");
            }
        });
    }

    /** A request that was accepted shows whether the document says rightly what is asked for. */
    private void accepted(Exchange exchange, Operation operation) {
        JsonNode schema = operation.body(JSON_TYPE);
        if (exchange.status() < 300
                && !schema.isMissingNode()
                && exchange.sent().isPresent()) {
            form(exchange, "the request", schema, exchange.sent().get(), false);
        }
    }

    /** Whether the schema of the document allows the value. */
    public boolean fits(JsonNode schema, JsonNode value) {
        return compiled.computeIfAbsent(document.alone(schema, false), schemas::getSchema)
                .validate(value)
                .isEmpty();
    }

    private void form(Exchange exchange, String what, JsonNode schema, byte[] body, boolean closed) {
        List<com.networknt.schema.Error> faults = compiled.computeIfAbsent(
                        document.alone(schema, closed), schemas::getSchema)
                .validate(tree(exchange, what, body));
        if (!faults.isEmpty()) {
            throw wrong(exchange, what + " is not of the form in the document: " + faults);
        }
    }

    private static JsonNode tree(Exchange exchange, String what, byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw wrong(exchange, what + " is not JSON");
        }
    }

    private static AssertionError wrong(Exchange exchange, String what) {
        return new AssertionError(
                exchange.method() + " " + exchange.target() + " was answered " + exchange.status() + ", but " + what);
    }

    /**
     * A request and what was answered.
     *
     * @param target path and query
     * @param sent the body of the request, if it had one
     * @param headers of the answer, by name in any case
     */
    public record Exchange(
            String method,
            String target,
            Optional<byte[]> sent,
            int status,
            Function<String, Optional<String>> headers,
            byte[] body) {

        String header(String name) {
            return headers.apply(name).orElse("");
        }
    }
}
