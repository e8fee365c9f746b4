package org.messagebroker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ServiceCountTest {

    private final ServiceCount stored = ServiceCount.stored(1);

    @Test
    void readsTheCountOfDeliveredMessages() {
        assertEquals(1200, stored.sum("""
                # TYPE main_server_messages_delivered_total counter
                main_server_messages_delivered_total{scope="application",} 1200.0
                main_server_messages_registered_total{scope="application",} 7.0
                """));
    }

    @Test
    void addsUpLabels() {
        assertEquals(5, stored.sum("""
                main_server_messages_delivered_total{domain="a"} 2.0
                main_server_messages_delivered_total{domain="b"} 3.0
                """));
    }

    @Test
    void isZeroBeforeTheFirst() {
        assertEquals(0, stored.sum("main_server_messages_delivered_total_other 5.0\n"));
    }

    @Test
    void tellsTheHeapFromOtherMemory() {
        assertEquals(30, ServiceCount.heap(1).sum("""
                jvm_memory_used_bytes{area="heap",id="Eden Space"} 10.0
                jvm_memory_used_bytes{area="heap",id="Tenured Gen"} 20.0
                jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 40.0
                """));
    }
}
