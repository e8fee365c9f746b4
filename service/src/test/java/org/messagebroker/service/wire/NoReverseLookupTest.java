package org.messagebroker.service.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class NoReverseLookupTest {

    @Test
    void doesNotAskForTheNameOfAnAddress() throws UnknownHostException {
        assertEquals(
                "127.0.0.1", InetAddress.getByAddress(new byte[] {127, 0, 0, 1}).getHostName());
    }

    @Test
    void findsTheAddressOfAName() throws UnknownHostException {
        assertEquals("localhost", InetAddress.getByName("localhost").getHostName());
    }
}
