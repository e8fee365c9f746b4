package org.messagebroker.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.openapi.ApiDescription;
import org.messagebroker.service.json.Json;
import org.messagebroker.testing.ApiContract;
import org.messagebroker.testing.ApiDocument;
import org.messagebroker.testing.ApiDocument.Operation;
import org.messagebroker.testing.ApiSamples;
import org.messagebroker.testing.HostileValues;
import org.messagebroker.testing.RawTls;

/** Hostile values in every parameter of every endpoint, generated from the proxy's description: what does not fit is refused. */
class InjectionIT {

    private static final ApiDocument DOCUMENT =
            ApiDocument.read(ApiDescription.of("proxy").json());
    private static final ApiContract CONTRACT = ApiContract.of(DOCUMENT);
    private static final ApiSamples SAMPLES = new ApiSamples(DOCUMENT);

    @TempDir
    static Path directory;

    private static RunningProxy proxy;

    private final List<String> wrong = new ArrayList<>();

    @BeforeAll
    static void start() {
        proxy = RunningProxy.start(directory);
    }

    @AfterAll
    static void stop() {
        proxy.close();
    }

    @Test
    void nothingHostileInAPathIsTaken() throws IOException {
        for (Operation operation : DOCUMENT.operations()) {
            for (var parameter : SAMPLES.parameters(operation, "path")) {
                for (String value : HostileValues.texts().toList()) {
                    String path = SAMPLES.path(operation, Map.of(parameter.name(), value));
                    check(operation, parameter.name(), value, false, proxy.get(path));
                }
            }
        }

        assertEquals(List.of(), wrong);
    }

    @Test
    void nothingHostileInAHeaderIsTaken() throws IOException {
        for (Operation operation : DOCUMENT.operations()) {
            for (var parameter : SAMPLES.parameters(operation, "header")) {
                for (String value : headers().toList()) {
                    boolean fits =
                            CONTRACT.fits(parameter.schema(), Json.mapper().valueToTree(value.strip()));
                    RawTls.Answer answer = proxy.submit(Requests.GOOD, parameter.name() + ": " + value);
                    check(operation, parameter.name(), value, fits, answer);
                }
            }
        }

        assertEquals(List.of(), wrong);
    }

    /** Of the characters that a header may have at all. */
    private static Stream<String> headers() {
        return HostileValues.texts().filter(each -> each.chars().allMatch(c -> c >= ' ' && c <= '~'));
    }

    @Test
    void nothingHostileInABodyIsTaken() throws IOException {
        for (Operation operation : DOCUMENT.operations()) {
            if (SAMPLES.body(operation).isPresent()) {
                inBody(operation, (ObjectNode) SAMPLES.body(operation).get());
            }
        }

        assertEquals(List.of(), wrong);
    }

    private void inBody(Operation operation, ObjectNode body) throws IOException {
        for (var property :
                SAMPLES.properties(operation.body("application/json")).entrySet()) {
            for (JsonNode value : HostileValues.values().toList()) {
                ObjectNode hostile = body.deepCopy();
                hostile.set(property.getKey(), value);
                boolean fits = !value.asText().contains("\0") && CONTRACT.fits(property.getValue(), value);
                RawTls.Answer answer = proxy.submit(hostile.toString());
                check(operation, property.getKey(), value.toString(), fits, answer);
            }
        }
    }

    private void check(Operation operation, String name, String value, boolean fits, RawTls.Answer answer) {
        boolean refused = answer.status() >= 400 && answer.status() < 500;
        if (!refused && !(fits && answer.status() == 202)) {
            String shown = value.length() > 60 ? value.length() + " characters" : value;
            wrong.add(operation.name() + " took " + name + " = " + shown + ": " + answer.status());
        }
    }
}
