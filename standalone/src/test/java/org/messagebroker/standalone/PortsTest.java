package org.messagebroker.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void theUsualPortsAreThoseOfTheContract() {
        Ports ports = new Ports(0);

        assertEquals(
                List.of(8001, 8000, 8080, 8379, 8306, 8025, 9100, 9101, 9102, 9103),
                List.copyOf(ports.uses().keySet()));
    }

    @Test
    void theOffsetMovesEveryPort() {
        List<Integer> usual = List.copyOf(new Ports(0).uses().keySet());
        List<Integer> moved = List.copyOf(new Ports(200).uses().keySet());

        assertEquals(usual.stream().map(port -> port + 200).toList(), moved);
    }

    @Test
    void refusesAnOffsetThatLeavesThePortRange() {
        assertEquals(65_535, new Ports(56_432).adminManagement());
        for (int offset : new int[] {-1, 56_433}) {
            assertEquals(
                    Exit.USAGE,
                    assertThrows(CommandFailure.class, () -> new Ports(offset)).exit());
        }
    }
}
