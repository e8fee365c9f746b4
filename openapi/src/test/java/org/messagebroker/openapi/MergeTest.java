package org.messagebroker.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MergeTest {

    @Test
    void joinsMappingsAndPutsListsOneAfterTheOther() {
        Map<String, Object> whole = Merge.of(List.of(
                Map.of("paths", Map.of("/a", "one"), "tags", List.of("x")),
                Map.of("paths", Map.of("/b", "two"), "tags", List.of("y"))));

        assertEquals(Map.of("paths", Map.of("/a", "one", "/b", "two"), "tags", List.of("x", "y")), whole);
    }

    @Test
    void refusesWhatTwoPartsSay() {
        var twice = List.<Map<String, Object>>of(
                Map.of("paths", Map.of("/a", "one")), Map.of("paths", Map.of("/a", "two")));

        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> Merge.of(twice));

        assertEquals("two parts of the description say /paths//a", refused.getMessage());
    }
}
