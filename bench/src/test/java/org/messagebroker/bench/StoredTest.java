package org.messagebroker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StoredTest {

    @Test
    void readsTheCountOfDeliveredMessages() {
        assertEquals(1200, Stored.sum("""
                # TYPE main_server_messages_delivered_total counter
                main_server_messages_delivered_total{scope="application",} 1200.0
                main_server_messages_registered_total{scope="application",} 7.0
                """));
    }

    @Test
    void addsUpLabels() {
        assertEquals(5, Stored.sum("""
                main_server_messages_delivered_total{domain="a"} 2.0
                main_server_messages_delivered_total{domain="b"} 3.0
                """));
    }

    @Test
    void isZeroBeforeTheFirst() {
        assertEquals(0, Stored.sum("main_server_messages_delivered_total_other 5.0\n"));
    }
}
