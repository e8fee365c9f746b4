package org.messagebroker.server.description;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.certs.Role;
import org.messagebroker.openapi.ApiDescription;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.service.json.Json;
import org.messagebroker.testing.ApiContract;
import org.messagebroker.testing.ApiDocument;
import org.messagebroker.testing.ApiDocument.Operation;
import org.messagebroker.testing.ApiSamples;
import org.messagebroker.testing.ApiSamples.Parameter;
import org.messagebroker.testing.HostileValues;

/**
 * Hostile values in every parameter of every endpoint, generated from the server's description: what does not fit the
 * description is refused with 4xx, nothing fails with 5xx, and who may do what stays as it is.
 */
class InjectionIT {

    /** What requests could raise themselves with, and what only the schema changes. */
    private static final String GUARDED =
            "SELECT CONCAT('users ', COUNT(*), ' ', COALESCE(MD5(GROUP_CONCAT(email, role,"
                    + " active, password_hash ORDER BY email)), '')) FROM users UNION ALL"
                    + " SELECT CONCAT('roles ', MD5(GROUP_CONCAT(role, permission ORDER BY role, permission)))"
                    + " FROM role_permissions UNION ALL"
                    + " SELECT CONCAT('tables ', MD5(GROUP_CONCAT(table_name ORDER BY table_name)))"
                    + " FROM information_schema.tables WHERE table_schema = DATABASE()";

    private static final ApiDocument DOCUMENT =
            ApiDocument.read(ApiDescription.of("server").json());
    private static final ApiContract CONTRACT = ApiContract.of(DOCUMENT);
    private static final ApiSamples SAMPLES = new ApiSamples(DOCUMENT);

    @TempDir
    static Path directory;

    private static RunningServer server;
    private static Caller administrator;
    private static Caller proxy;
    private static Caller worker;

    private final List<String> wrong = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = RunningServer.start(directory, Map.of());
        administrator = server.administrator();
        proxy = server.peer(Role.PROXY, "proxy-1");
        worker = server.peer(Role.WORKER, "worker-1");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void nothingHostileInAPathOrQueryIsTaken() {
        List<String> before = server.column(GUARDED);
        for (Operation operation : DOCUMENT.operations()) {
            SAMPLES.parameters(operation, "path").forEach(each -> inPath(operation, each));
            SAMPLES.parameters(operation, "query").forEach(each -> inQuery(operation, each));
        }

        assertEquals(List.of(), wrong);
        assertEquals(before, server.column(GUARDED));
    }

    @Test
    void nothingHostileInABodyIsTaken() {
        List<String> before = server.column(GUARDED);
        for (Operation operation : DOCUMENT.operations()) {
            SAMPLES.body(operation).ifPresent(body -> inBody(operation, (ObjectNode) body));
        }

        assertEquals(List.of(), wrong);
        assertEquals(before, server.column(GUARDED));
    }

    @Test
    void theDatabaseIsAsItWasAfterQuestions() {
        List<List<String>> before = contents();
        DOCUMENT.operations().stream()
                .filter(each -> each.method().equals("GET"))
                .forEach(operation -> SAMPLES.parameters(operation, "query").forEach(each -> inQuery(operation, each)));

        assertEquals(before, contents());
    }

    private void inPath(Operation operation, Parameter parameter) {
        HostileValues.texts().forEach(value -> {
            String path = SAMPLES.path(operation, Map.of(parameter.name(), value));
            check(operation, parameter.name(), value, fits(parameter, value), send(operation, path));
        });
    }

    private void inQuery(Operation operation, Parameter parameter) {
        HostileValues.texts().forEach(value -> {
            String path = SAMPLES.path(operation) + "?" + parameter.name() + "=" + ApiSamples.encoded(value);
            check(operation, parameter.name(), value, fits(parameter, value), send(operation, path));
        });
    }

    /** A text that is a number or a truth value may stand for one. */
    private static boolean fits(Parameter parameter, String value) {
        return isBounded(value)
                && CONTRACT.fits(
                        parameter.schema(), Json.mapper().getNodeFactory().textNode(value));
    }

    private void inBody(Operation operation, ObjectNode body) {
        JsonNode schema = operation.body("application/json");
        SAMPLES.properties(schema)
                .forEach((name, property) -> HostileValues.values().forEach(value -> {
                    ObjectNode hostile = body.deepCopy();
                    hostile.set(name, value);
                    boolean fits = isBounded(value.asText()) && CONTRACT.fits(property, value);
                    check(operation, name, value.toString(), fits, send(operation, SAMPLES.path(operation), hostile));
                }));
    }

    private static boolean isBounded(String value) {
        return !value.contains("\0") && value.length() < HostileValues.OVERSIZED.length();
    }

    private void check(Operation operation, String name, String value, boolean fits, Answer answer) {
        boolean refused = answer.status() >= 400 && answer.status() < 500;
        if (!refused && !(fits && answer.status() < 300)) {
            String shown = value.length() > 60 ? value.length() + " characters" : value.replace("\0", "\\0");
            wrong.add(operation.name() + " took " + name + " = " + shown + ": " + answer.status());
        }
    }

    private static Answer send(Operation operation, String path) {
        return SAMPLES.body(operation)
                .map(body -> send(operation, path, body))
                .orElseGet(() -> caller(operation).send(operation.method(), path));
    }

    private static Answer send(Operation operation, String path, JsonNode body) {
        return caller(operation).send(operation.method(), path, Json.bytes(body));
    }

    private static Caller caller(Operation operation) {
        String role = operation.json().path("x-certificate-role").path(0).asText();
        return switch (role) {
            case "proxy" -> proxy;
            case "worker" -> worker;
            default -> operation.json().has("x-permission") ? administrator : server.anyone();
        };
    }

    /** What people and requests change, and the server does not change by itself from time to time. */
    private static List<List<String>> contents() {
        return server.rows("CHECKSUM TABLE users, roles, role_permissions, clients, sites, api_keys, messages,"
                + " dead_letters, commands, retention_policies, tls_policies, encryption_keys, enrolment_tokens,"
                + " alert_rules");
    }
}
