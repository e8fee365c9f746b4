package org.messagebroker.service.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255",
        "10.0.0.0/8, 10.0.0.0",
        "192.0.2.128/25, 192.0.2.200",
        "192.0.2.7, 192.0.2.7",
        "192.0.2.7/32, 192.0.2.7",
        "0.0.0.0/0, 203.0.113.9",
        "2001:db8::/32, 2001:db8:ffff::1",
        "2001:db8::1, 2001:db8:0:0:0:0:0:1",
        "::/0, 2001:db8::1",
        "10.0.0.0/8, ::ffff:10.1.2.3"
    })
    void containsTheAddressesOfItsRange(String network, String address) {
        assertTrue(contains(network, address));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 11.0.0.0",
        "10.0.0.0/8, 9.255.255.255",
        "192.0.2.128/25, 192.0.2.127",
        "192.0.2.7, 192.0.2.8",
        "0.0.0.0/0, 2001:db8::1",
        "::/0, 10.0.0.1",
        "2001:db8::/33, 2001:db8:8000::1"
    })
    void containsNoOtherAddress(String network, String address) {
        assertFalse(contains(network, address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/08",
                "10.0.0.0/-1",
                "10.0.0.1/8",
                "2001:db8::1/32",
                "2001:db8::/129",
                "10.0.0",
                "10.1",
                "010.0.0.1",
                "256.0.0.1",
                "localhost",
                "2001:db8::1%eth0",
                "1::2::3",
                "10.0.0.0/8/8"
            })
    void refusesWhatIsNoRange(String text) {
        assertThrows(IllegalArgumentException.class, () -> Network.parse(text));
    }

    @Test
    void isWrittenAsItIsRead() {
        assertEquals(
                Network.parse("10.0.0.0/8"),
                Network.parse(Network.parse("10.0.0.0/8").toString()));
    }

    @Test
    void neverLooksUpAName() {
        assertEquals(Optional.empty(), Network.address("localhost"));
    }

    private static boolean contains(String network, String address) {
        return Network.parse(network).contains(Network.address(address).orElseThrow());
    }
}
