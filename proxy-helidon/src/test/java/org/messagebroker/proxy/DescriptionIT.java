package org.messagebroker.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.openapi.ApiDescription;
import org.messagebroker.testing.ApiDocument;
import org.messagebroker.testing.ApiDocument.Operation;
import org.messagebroker.testing.RawTls;

/** What the proxy says about itself, to anyone. */
class DescriptionIT {

    @TempDir
    static Path directory;

    private static RunningProxy proxy;

    @BeforeAll
    static void start() {
        proxy = RunningProxy.start(directory);
    }

    @AfterAll
    static void stop() {
        proxy.close();
    }

    @Test
    void namesEveryEndpointThatIsThereAndNoOther() {
        ApiDocument document = ApiDocument.read(ApiDescription.of("proxy").json());
        var described = new TreeSet<>(
                document.operations().stream().map(Operation::name).toList());

        assertEquals(new TreeSet<>(proxy.endpoints()), described);
    }

    @Test
    void isReadWithoutACertificate() throws IOException {
        RawTls.Answer json = anyone("/openapi", "Accept: */*");

        assertEquals(200, json.status());
        assertEquals("3.1.0", Requests.json(json).path("openapi").asText());
    }

    @Test
    void isYamlForWhoTakesOnlyThat() throws IOException {
        RawTls.Answer yaml = anyone("/openapi", "Accept: application/yaml");

        assertTrue(yaml.body().contains("openapi: 3.1.0"), yaml.head());
    }

    @Test
    void leadsABrowserToThePage() throws IOException {
        RawTls.Answer led = anyone("/openapi", "Accept: text/html,application/xhtml+xml,*/*;q=0.8");

        assertEquals(303, led.status());
        assertEquals(200, anyone(led.header("Location").orElseThrow()).status());
    }

    @Test
    void isSentCompressedToWhoTakesThat() throws IOException {
        assertEquals(
                "gzip",
                anyone("/openapi.json", "Accept-Encoding: gzip")
                        .header("Content-Encoding")
                        .orElse(""));
        assertEquals(
                "",
                anyone("/openapi.json", "Accept-Encoding: gzip;q=0")
                        .header("Content-Encoding")
                        .orElse(""));
    }

    private static RawTls.Answer anyone(String path, String... headers) throws IOException {
        try (RawTls connection = proxy.connectWithoutCertificate()) {
            return Requests.get(connection, path, headers);
        }
    }
}
