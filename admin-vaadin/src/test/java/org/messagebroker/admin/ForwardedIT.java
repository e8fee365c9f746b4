package org.messagebroker.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which address the server is told, by a portal behind a load balancer and by one that is reached directly. */
class ForwardedIT {

    @TempDir
    private Path directory;

    @Test
    void tellsTheConnectionsOwnAddressWhateverAStrangerClaims() throws Exception {
        try (TestPortal portal = new TestPortal(directory, Map.of("portal.forwarded-from", "10.0.0.0/8"))) {
            assertEquals(List.of("127.0.0.1"), toldFor(portal, "203.0.113.9"));
        }
    }

    @Test
    void believesNobodyWhereNoneIsNamed() throws Exception {
        try (TestPortal portal = new TestPortal(directory, Map.of())) {
            assertEquals(List.of("127.0.0.1"), toldFor(portal, "203.0.113.9"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1     | 203.0.113.9             | 203.0.113.9",
                "127.0.0.0/8   | 2001:db8::7             | 2001:db8:0:0:0:0:0:7",
                "127.0.0.1     | 198.51.100.1, 203.0.113.9 | 203.0.113.9",
                "127.0.0.1,10.0.0.0/8 | 198.51.100.1, 203.0.113.9, 10.0.0.3 | 203.0.113.9",
                "127.0.0.1     | unknown                 | nobody"
            })
    void tellsTheLastAddressThatNoLoadBalancerHas(String trusted, String claimed, String told) throws Exception {
        try (TestPortal portal = new TestPortal(directory, Map.of("portal.forwarded-from", trusted))) {
            assertEquals(List.of(told), toldFor(portal, claimed));
        }
    }

    private static List<String> toldFor(TestPortal portal, String claimed) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newBuilder()
                .sslContext(portal.certificates().context(Optional.empty()))
                .build()) {
            HttpRequest signIn = HttpRequest.newBuilder(URI.create(portal.url() + "/login"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("X-Forwarded-For", claimed)
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "username=" + PortalPeer.EMAIL + "&password=" + PortalPeer.PASSWORD.replace(' ', '+')))
                    .build();
            assertEquals(
                    302,
                    http.send(signIn, HttpResponse.BodyHandlers.discarding()).statusCode());
        }
        return portal.peer().forwardedFor("/portal/auth/login");
    }
}
