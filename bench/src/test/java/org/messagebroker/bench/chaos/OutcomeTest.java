package org.messagebroker.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static final Evidence HELD = new Evidence(true, "its process is dead");

    private final Reckoning reckoning = new Reckoning(10, number -> false);

    @Test
    void isKeptWhenAllIsStoredAndAllHasTakenHoldAndRecoveredInTime() {
        Outcome outcome = outcome(incident(HELD, 14.9), incident(HELD, 15));

        assertEquals(Optional.empty(), outcome.broken(Size.FULL.recovery()));
        assertEquals(2L, outcome.figures().values().get("kills"));
        assertEquals(0L, outcome.figures().values().get("recovery_over_15_s"));
    }

    @Test
    void isBrokenByALostMessage() {
        reckoning.told(3, new UUID(1, 1));

        assertTrue(broken(outcome(incident(HELD, 1))).contains("1 accepted messages are lost (3 since kill-server)"));
    }

    @Test
    void isBrokenByASlowRecovery() {
        Outcome outcome = outcome(incident(HELD, 1), incident(HELD, 15.1));

        assertEquals("1 recoveries took more than 15 s (kill-server: 15.1 s at load 2.0)", broken(outcome));
        assertEquals(1L, outcome.figures().values().get("recovery_over_15_s"));
    }

    @Test
    void letsARecoveryTakeLongerInAShortRun() {
        Outcome outcome = outcome(incident(HELD, 120), incident(HELD, 15.1));

        assertEquals(Optional.empty(), outcome.broken(Size.SHORT.recovery()));
        assertTrue(outcome(incident(HELD, 121)).broken(Size.SHORT.recovery()).isPresent());
    }

    @Test
    void isBrokenByAFaultThatDidNotTakeHoldAndShowsItInsteadOfTheOthers() {
        Outcome outcome = outcome(incident(new Evidence(false, "it lives"), 1), incident(HELD, 1));

        assertEquals("1 faults did not take hold (kill-server: it lives)", broken(outcome));
        Map<?, ?> row = (Map<?, ?>) ((List<?>) outcome.figures().values().get("faults")).getFirst();
        assertEquals(1L, row.get("took_hold"));
        assertEquals("it lives", row.get("seen"));
    }

    @Test
    void saysWhatWasSkippedAndWhy() {
        Outcome outcome =
                new Outcome(reckoning, List.of(), Map.of("clock-redis-back", "not here"), 0, 0, Duration.ofSeconds(1));

        assertFalse(outcome.broken(Size.FULL.recovery()).isPresent());
        assertTrue(outcome.figures().json().contains("not here"));
    }

    private static String broken(Outcome outcome) {
        return outcome.broken(Size.FULL.recovery()).orElseThrow();
    }

    private Outcome outcome(Incident... incidents) {
        return new Outcome(reckoning, List.of(incidents), Map.of(), 1, 0, Duration.ofSeconds(1));
    }

    private static Incident incident(Evidence evidence, double recovery) {
        return new Incident(new Kill("server"), 0, evidence, 0.1, recovery, 2);
    }
}
