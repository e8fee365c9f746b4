package org.messagebroker.server.description;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.Permission;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.testing.ApiDocument;
import org.messagebroker.testing.ApiDocument.Operation;

/** What the server says about itself. */
class DescriptionIT {

    @TempDir
    static Path directory;

    private static RunningServer server;
    private static ApiDocument document;

    @BeforeAll
    static void start() {
        server = RunningServer.start(directory, Map.of());
        document = ApiDocument.read(server.anyone().get("/openapi.json").body());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void namesEveryEndpointThatIsThereAndNoOther() {
        var described = new TreeSet<>(
                document.operations().stream().map(Operation::name).toList());

        assertEquals(new TreeSet<>(server.service().endpoints()), described);
    }

    @Test
    void saysWhoMayUseEachEndpoint() {
        List<String> silent = document.operations().stream()
                .filter(each -> Stream.of("x-permission", "x-certificate-role", "security")
                        .noneMatch(each.json()::has))
                .map(Operation::name)
                .toList();

        assertEquals(List.of(), silent, "x-permission, x-certificate-role or security: [] is missing");
    }

    @Test
    void namesOnlyPermissionsThatThereAre() {
        List<String> known = Stream.concat(
                        Stream.of("any login"), Stream.of(Permission.values()).map(Permission::wire))
                .toList();

        List<String> unknown = document.operations().stream()
                .map(each -> each.json().path("x-permission"))
                .filter(each -> !each.isMissingNode())
                .flatMap(each -> Stream.of(each.textValue().split(" and | or ")))
                .filter(each -> !known.contains(each))
                .toList();

        assertEquals(List.of(), unknown);
    }

    @Test
    void refersOnlyToWhatItHas() {
        List<String> lost = document.json().findValuesAsText("$ref").stream()
                .filter(each -> document.json().at(each.substring(1)).isMissingNode())
                .toList();

        assertEquals(List.of(), lost);
    }

    @Test
    void givesEachOperationAnIdOfItsOwn() {
        List<String> ids = document.operations().stream()
                .map(each -> each.json().path("operationId").asText())
                .toList();

        assertEquals(ids.size(), new TreeSet<>(ids).size(), () -> "not unique: " + ids);
    }

    @Test
    void isThereAsYamlToo() {
        Answer yaml = server.anyone().get("/openapi.yaml");

        assertEquals("application/yaml", yaml.header("Content-Type"));
        assertTrue(yaml.toString().contains("\nopenapi: 3.1.0\n")
                || yaml.toString().contains("openapi: 3.1.0"));
    }

    @Test
    void canBeReadAsAPageThatLoadsNothingFromElsewhere() {
        Answer page = server.anyone().get("/openapi/ui");

        assertTrue(page.header("Content-Security-Policy").startsWith("default-src 'none'; script-src 'self'"));
        for (String file : List.of("swagger-ui-bundle.js", "swagger-ui.css", "start.js", "favicon-32x32.png")) {
            assertTrue(page.toString().contains("ui/" + file), file);
            assertEquals(200, server.anyone().get("/openapi/ui/" + file).status(), file);
        }
        assertEquals(404, server.anyone().get("/openapi/ui/index.html").status());
    }
}
