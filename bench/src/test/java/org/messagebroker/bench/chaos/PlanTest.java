package org.messagebroker.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final Set<String> PARTS = Set.of("proxy", "worker", "server", "redis", "mariadb");

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() {
        assertEquals(plan(100, List.of(), 7), plan(100, List.of(), 7));
        assertNotEquals(plan(100, List.of(), 7), plan(100, List.of(), 8));
    }

    @Test
    void killsEveryPartInEveryTurn() {
        List<String> killed = plan(100, List.of("kill"), 1).faults().stream()
                .map(fault -> ((Kill) fault).part())
                .toList();

        assertEquals(100, killed.size());
        for (int turn = 0; turn < 100; turn += 5) {
            assertEquals(PARTS, new HashSet<>(killed.subList(turn, turn + 5)));
        }
    }

    @Test
    void spreadsTheOthersAndLeavesTheClocksToTheEnd() {
        List<Fault> faults = plan(100, List.of(), 1).faults();
        int firstClock = faults.indexOf(faults.stream()
                .filter(SteppedClock.class::isInstance)
                .findFirst()
                .orElseThrow());

        assertEquals(100 + 13, firstClock);
        assertTrue(faults.subList(firstClock, faults.size()).stream().allMatch(SteppedClock.class::isInstance));
        assertTrue(faults.subList(90, firstClock).stream().anyMatch(fault -> !(fault instanceof Kill)));
    }

    @Test
    void takesNamesAndTheirBeginningsAndNothingElse() {
        assertTrue(plan(4, List.of("stop-worker"), 1).has(Standstill.class));
        assertFalse(plan(4, List.of("stop-worker"), 1).has(Kill.class));
        assertEquals(5, plan(4, List.of("stop"), 1).faults().size());
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> plan(4, List.of("stop-work"), 1));
        assertTrue(refused.getMessage().contains("stop-worker"), refused::getMessage);
    }

    private static Plan plan(int kills, List<String> only, long seed) {
        return Plan.of(Size.SHORT, kills, only, new Random(seed));
    }
}
