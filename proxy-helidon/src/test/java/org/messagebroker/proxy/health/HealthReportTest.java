package org.messagebroker.proxy.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.messagebroker.api.Health;

class HealthReportTest {

    private static final Instant END = Instant.parse("2026-12-24T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "true, HEALTHY, VALID, true, HEALTHY",
        "true, HEALTHY, EXPIRING, true, HEALTHY",
        "true, HEALTHY, VALID, false, DEGRADED",
        "true, DEGRADED, VALID, true, DEGRADED",
        "true, UNHEALTHY, VALID, true, UNHEALTHY",
        "false, HEALTHY, VALID, true, UNHEALTHY",
        "true, HEALTHY, EXPIRED, true, UNHEALTHY"
    })
    void isAsBadAsTheWorstOfIt(
            boolean accepts, ServerSilence main, OwnCertificate own, boolean flawless, Health.Status expected) {
        assertEquals(expected, HealthReport.status(accepts, main, own, flawless));
    }

    @Test
    void missesTheServerAfterAMinuteAndLosesItAfterAnHour() {
        assertEquals("healthy", silent(Optional.of(Duration.ofSeconds(60))));
        assertEquals("degraded", silent(Optional.of(Duration.ofSeconds(61))));
        assertEquals("degraded", silent(Optional.of(Duration.ofHours(1))));
        assertEquals("unhealthy", silent(Optional.of(Duration.ofSeconds(3601))));
        assertEquals("unhealthy", silent(Optional.empty()));
    }

    private static String silent(Optional<Duration> silence) {
        HealthConfig config = new HealthConfig(
                Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofDays(30));
        return ServerSilence.of(silence, config).word();
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
