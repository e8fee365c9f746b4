package org.messagebroker.proxy.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.messagebroker.api.Health;

class HealthReportTest {

    private static final Instant END = Instant.parse("2026-12-24T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "true, HEALTHY, VALID, HEALTHY",
        "true, HEALTHY, EXPIRING, HEALTHY",
        "true, UNHEALTHY, VALID, DEGRADED",
        "true, UNKNOWN, VALID, DEGRADED",
        "false, HEALTHY, VALID, UNHEALTHY",
        "false, UNHEALTHY, EXPIRING, UNHEALTHY",
        "true, HEALTHY, EXPIRED, UNHEALTHY"
    })
    void isUnhealthyOnlyWhenNothingIsAccepted(
            boolean accepts, ServerProbe.State main, OwnCertificate own, Health.Status expected) {
        assertEquals(expected, HealthReport.status(accepts, main, own));
    }

    @Test
    void callsACertificateExpiringFromTheLeadTimeOn() {
        assertEquals("valid", at(END.minus(Duration.ofDays(30))));
        assertEquals("expiring", at(END.minus(Duration.ofDays(30)).plusSeconds(1)));
        assertEquals("expiring", at(END));
        assertEquals("expired", at(END.plusSeconds(1)));
    }

    private static String at(Instant now) {
        return OwnCertificate.at(now, END, Duration.ofDays(30)).word();
    }
}
