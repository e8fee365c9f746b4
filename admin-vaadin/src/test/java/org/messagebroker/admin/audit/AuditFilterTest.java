package org.messagebroker.admin.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.messagebroker.admin.page.Asked;
import org.messagebroker.admin.server.AuditQuery;

class AuditFilterTest {

    private static final ZoneId TEHRAN = ZoneId.of("Asia/Tehran");

    @Test
    void looksForBeginnings() {
        AuditQuery query = query(Map.of("who", "sara", "what", "user", "on", "reza*"));

        assertEquals(Optional.of("sara*"), query.actor());
        assertEquals(Optional.of("user.*"), query.action());
        assertEquals(Optional.of("reza*"), query.target());
    }

    @Test
    void knowsSubjectsOfTwoWords() {
        AuditQuery query = query(Map.of("what", "second_factor"));

        assertEquals(Optional.of("second_factor.*"), query.action());
        assertEquals(Optional.of(Subject.SECOND_FACTOR), Subject.of("second_factor.new_codes"));
    }

    @Test
    void takesDaysWholeInThePersonsZone() {
        AuditQuery query = query(Map.of("from", "2026-11-25", "to", "2026-11-25"));

        assertEquals(Optional.of(Instant.parse("2026-11-24T20:30:00Z")), query.from());
        assertEquals(Optional.of(Instant.parse("2026-11-25T20:29:59.999Z")), query.to());
    }

    @Test
    void tellsFailedSignInsFromActs() {
        assertTrue(query(Map.of("chain", "logins")).failedLogins());
        assertFalse(query(Map.of("chain", "something")).failedLogins());
    }

    @Test
    void ignoresWhatMeansNothing() {
        assertFalse(AuditFilter.of(new Asked(Map.of("from", "yesterday", "what", "weather")))
                .isSet());
        assertTrue(AuditFilter.of(new Asked(Map.of("what", "role"))).isSet());
    }

    private static AuditQuery query(Map<String, String> asked) {
        return AuditFilter.of(new Asked(asked)).query(TEHRAN);
    }
}
