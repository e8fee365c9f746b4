package org.messagebroker.service.address;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

    private static final ForwardedFrom BALANCERS =
            new ForwardedFrom(List.of(Network.parse("10.0.0.0/8"), Network.parse("2001:db8::/32")));

    private final WritableHeaders<?> headers = WritableHeaders.create();

    @Test
    void isTheConnectionsOwnWhenNothingIsForwarded() {
        assertEquals("203.0.113.9", of("203.0.113.9"));
        assertEquals("10.0.0.1", of("10.0.0.1"));
    }

    @ParameterizedTest
    @CsvSource({"X-Forwarded-For, 198.51.100.1", "Forwarded, for=198.51.100.1"})
    void isNotTakenFromAHeaderOfSomebodyUnlisted(String header, String value) {
        with(header, value);
        assertEquals("203.0.113.9", of("203.0.113.9"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-For|198.51.100.1|198.51.100.1",
                "X-Forwarded-For|198.51.100.1:4711|198.51.100.1",
                "X-Forwarded-For|198.51.100.1, 10.0.0.2|198.51.100.1",
                "X-Forwarded-For|192.0.2.66, 198.51.100.1, 10.0.0.2|198.51.100.1",
                "X-Forwarded-For|192.0.2.66,198.51.100.1|198.51.100.1",
                "X-Forwarded-For|2001:4860::1|2001:4860:0:0:0:0:0:1",
                "X-Forwarded-For|10.0.0.3|10.0.0.3",
                "Forwarded|for=198.51.100.1|198.51.100.1",
                "Forwarded|For=\"198.51.100.1:4711\";proto=https, for=10.0.0.2|198.51.100.1",
                "Forwarded|proto=https;for=\"[2001:4860::1]:4711\"|2001:4860:0:0:0:0:0:1",
                "Forwarded|for=192.0.2.66, for=198.51.100.1;by=10.0.0.2|198.51.100.1"
            })
    void isTheLastHopThatIsNoLoadBalancer(String header, String value, String expected) {
        with(header, value);
        assertEquals(expected, of("10.0.0.1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-For|unknown",
                "X-Forwarded-For|198.51.100.1, nonsense",
                "X-Forwarded-For|198.51.100.1,",
                "Forwarded|for=_hidden",
                "Forwarded|for=unknown",
                "Forwarded|proto=https",
                "Forwarded|by=198.51.100.1"
            })
    void staysTheLoadBalancersWhenItTellsNoAddress(String header, String value) {
        with(header, value);
        assertEquals("10.0.0.1", of("10.0.0.1"));
    }

    @Test
    void readsRepeatedHeadersInTheirOrder() {
        headers.add(HeaderNames.create("X-Forwarded-For"), "192.0.2.66");
        headers.add(HeaderNames.create("X-Forwarded-For"), "198.51.100.1");
        assertEquals("198.51.100.1", of("10.0.0.1"));
    }

    @Test
    void believesNeitherOfTwoHeadersThatDisagree() {
        with("X-Forwarded-For", "198.51.100.1");
        with("Forwarded", "for=192.0.2.66");
        assertEquals("10.0.0.1", of("10.0.0.1"));
    }

    @Test
    void believesTwoHeadersThatAgree() {
        with("X-Forwarded-For", "198.51.100.1");
        with("Forwarded", "for=198.51.100.1");
        assertEquals("198.51.100.1", of("10.0.0.1"));
    }

    private void with(String header, String value) {
        headers.add(HeaderNames.create(header), value);
    }

    private String of(String peer) {
        return ClientAddress.of(InetAddress.ofLiteral(peer), headers, BALANCERS).getHostAddress();
    }
}
