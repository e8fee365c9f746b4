package org.messagebroker.admin.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.messagebroker.api.AuditView;

class DifferenceTest {

    @Test
    void putsBeforeAndAfterSideBySide() {
        AuditView act = act(Map.of(
                "before", Map.of("role", "user", "active", true),
                "after", Map.of("role", "auditor", "active", true)));

        assertEquals(
                List.of(new Difference("active", "true", "true"), new Difference("role", "user", "auditor")),
                Difference.of(act));
        assertFalse(Difference.of(act).getFirst().isChange());
        assertTrue(Difference.of(act).getLast().isChange());
    }

    @Test
    void tellsWhatWasNotThereBefore() {
        AuditView act = act(Map.of("after", Map.of("permissions", List.of("audit.read", "user.read"))));

        assertEquals(List.of(new Difference("permissions", "", "audit.read, user.read")), Difference.of(act));
    }

    @Test
    void keepsOtherParticularsApart() {
        AuditView act = act(Map.of("sessions", 3, "before", Map.of()));

        assertEquals(List.of(), Difference.of(act));
        assertEquals(List.of(new Difference("sessions", "", "3")), Difference.others(act));
    }

    private static AuditView act(Map<String, Object> details) {
        return new AuditView(
                "acts", 1, Instant.EPOCH, Optional.empty(), "system", "", "r", "user.role", "sara", details);
    }
}
