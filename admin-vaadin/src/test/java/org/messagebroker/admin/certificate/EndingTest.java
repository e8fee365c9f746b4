package org.messagebroker.admin.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.messagebroker.api.CertificateView;
import org.messagebroker.api.Expiring;
import org.messagebroker.api.Expiring.UserEnd;

class EndingTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    @Test
    void putsWhatEndsFirstBeforeTheRest() {
        UUID user = UUID.randomUUID();
        Expiring expiring = new Expiring(
                List.of(certificate("client", "shop-1", 20), certificate("authority", "root", 5)),
                List.of(new UserEnd(user, "a@b.example", "user", Optional.empty(), day(10), 10)));

        List<Ending> endings = Ending.of(expiring);

        assertEquals(
                List.of("root", "a@b.example", "shop-1"),
                endings.stream().map(Ending::name).toList());
        assertEquals(
                List.of("certificates/authorities", "users/" + user, "certificates/" + "ab".repeat(32)),
                endings.stream().map(Ending::href).toList());
    }

    @Test
    void takesOnlyNumbersOfDaysFromAnAddress() {
        assertEquals(Optional.of(90), Ending.days("90"));
        assertEquals(Optional.empty(), Ending.days("-1"));
        assertEquals(Optional.empty(), Ending.days("many"));
        assertEquals(Optional.empty(), Ending.days("99999999999"));
    }

    @Test
    void coloursWhatEndsSoonAsUrgent() {
        assertEquals("error", DaysLeft.theme(-1));
        assertEquals("error", DaysLeft.theme(6));
        assertEquals("warning", DaysLeft.theme(7));
        assertEquals("warning", DaysLeft.theme(29));
        assertEquals("success", DaysLeft.theme(30));
    }

    private static CertificateView certificate(String role, String name, int days) {
        return new CertificateView(
                "ab".repeat(32),
                "01",
                "CN=x",
                role,
                name,
                Optional.empty(),
                "active",
                NOW,
                day(days),
                days,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOW,
                Optional.empty());
    }

    private static Instant day(int days) {
        return NOW.plusSeconds(days * 86_400L);
    }
}
