package org.messagebroker.standalone;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void theCurlLineSurvivesAPathWithSpaces() {
        String curl = summary(Path.of("/srv/my broker")).curl();

        assertTrue(curl.contains("--cert '/srv/my broker/certs/clients/demo/demo.crt' "), curl);
        assertTrue(curl.endsWith("https://localhost:8101/api/v1/messages"), curl);
    }

    @Test
    void namesTheAddressesAndTheLogin() {
        String text = summary(Path.of("/srv/broker")).text("in a file");

        assertTrue(text.contains("https://localhost:8101"), text);
        assertTrue(text.contains("https://localhost:8100"), text);
        assertTrue(text.contains("https://localhost:8180"), text);
        assertTrue(text.contains("admin@broker.localhost, password in a file"), text);
    }

    private static Summary summary(Path data) {
        Installation installation = new Installation(data);
        return new Summary(installation, new Certificates(installation, InstantSource.system()), new Ports(100));
    }
}
