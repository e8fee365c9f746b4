package org.messagebroker.service.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.service.ServiceFixture;
import org.messagebroker.service.json.JsonBody;
import org.messagebroker.settings.SettingsException;
import org.messagebroker.testing.RawTls;

/** Forwarded headers over a real connection, from 127.0.0.1. */
class ForwardedIT {

    @TempDir
    private Path directory;

    @Test
    void areIgnoredFromAPeerThatIsNotListed() throws IOException {
        assertEquals("127.0.0.1", seen("192.0.2.1"));
    }

    @Test
    void areIgnoredWhenNobodyIsListed() throws IOException {
        assertEquals("127.0.0.1", seen(""));
    }

    @Test
    void areBelievedFromAPeerThatIsListed() throws IOException {
        assertEquals("198.51.100.1", seen("192.0.2.1,127.0.0.0/8"));
    }

    @Test
    void stopTheStartWhenTheirListIsMalformed() {
        String told =
                assertThrows(SettingsException.class, () -> seen("everybody")).getMessage();
        assertTrue(told.contains("SERVER_FORWARDED_FROM"), told);
    }

    private String seen(String forwardedFrom) throws IOException {
        try (ServiceFixture fixture = ServiceFixture.start(
                        directory,
                        Map.of("server.forwarded-from", forwardedFrom),
                        routes -> routes.get(
                                "/where",
                                (request, response) -> JsonBody.send(
                                        response,
                                        200,
                                        Map.of(
                                                "address",
                                                ClientAddress.of(request).getHostAddress()))));
                RawTls raw = fixture.client()) {
            raw.send("GET /where HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.66, 198.51.100.1\r\n\r\n");
            return raw.read().orElseThrow().body().replaceAll(".*:\"([^\"]*)\".*", "$1");
        }
    }
}
