package org.messagebroker.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.messagebroker.standalone.Status.PartStatus;
import org.messagebroker.standalone.Status.Queue;
import org.messagebroker.standalone.Status.State;

class StatusTest {

    private static final PartStatus PROXY =
            new PartStatus("proxy", State.READY, 8001, OptionalLong.of(42), OptionalLong.of(7), "0.1.0");
    private static final PartStatus WORKER =
            new PartStatus("worker", State.STOPPED, 9100, OptionalLong.empty(), OptionalLong.empty(), "-");

    @Test
    void theJsonHasTheDocumentedForm() throws Exception {
        Status status = new Status(
                List.of(PROXY, WORKER), Optional.of(new Queue(3, 1500)), Map.of("delivered", 12L), OptionalLong.of(3));

        JsonNode expected = JsonHttp.JSON.readTree("""
                {"parts":[
                  {"name":"proxy","state":"ready","port":8001,"pid":42,"uptime_s":7,"version":"0.1.0"},
                  {"name":"worker","state":"stopped","port":9100,"pid":null,"uptime_s":null,"version":"-"}],
                 "queue":{"depth":3,"oldest_ms":1500},
                 "messages":{"delivered":12},
                 "keys_without_copy":3}""");
        assertEquals(expected, JsonHttp.JSON.readTree(status.json()));
    }

    @Test
    void whatIsNotKnownIsNull() throws Exception {
        Status status = stopped();

        JsonNode json = JsonHttp.JSON.readTree(status.json());

        assertTrue(json.at("/queue/depth").isNull());
        assertTrue(json.at("/queue/oldest_ms").isNull());
        assertTrue(json.at("/keys_without_copy").isNull());
        assertTrue(status.text().contains("queue     unknown"));
    }

    @Test
    void isStoppedWhenNoProcessRuns() {
        assertTrue(stopped().isStopped());
        assertFalse(new Status(List.of(PROXY, WORKER), Optional.empty(), Map.of(), OptionalLong.of(0)).isStopped());
    }

    @Test
    void theTableNamesEachPart() {
        String text = new Status(
                        List.of(PROXY, WORKER),
                        Optional.of(new Queue(3, 1500)),
                        Map.of("delivered", 12L),
                        OptionalLong.of(3))
                .text();

        assertTrue(text.contains("proxy     ready       8001       42        7 s  0.1.0"), text);
        assertTrue(text.contains("worker    stopped     9100        -          -  -"), text);
        assertTrue(text.contains("3 waiting, the oldest for 1500 ms"), text);
        assertTrue(text.contains("12 delivered"), text);
    }

    @Test
    void warnsWhileNoCopyOfTheKeysIsOutsideTheMachine() {
        Status warned = new Status(List.of(PROXY), Optional.empty(), Map.of(), OptionalLong.of(3));
        Status calm = new Status(List.of(PROXY), Optional.empty(), Map.of(), OptionalLong.of(0));

        assertTrue(warned.text().contains("no copy of 3 keys is known outside this machine"), warned.text());
        assertFalse(calm.text().contains("keys"), calm.text());
    }

    private static Status stopped() {
        return new Status(List.of(WORKER), Optional.empty(), Map.of(), OptionalLong.empty());
    }
}
