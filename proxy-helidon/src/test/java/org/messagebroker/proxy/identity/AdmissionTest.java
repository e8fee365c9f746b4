package org.messagebroker.proxy.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Role;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.Problem;
import org.messagebroker.service.tls.Peer;
import org.messagebroker.testing.TestCertificates;

class AdmissionTest {

    private static final TestCertificates CERTIFICATES = new TestCertificates();

    private final Metrics metrics = new Metrics();
    private final Admission admission = new Admission(InstantSource.system(), metrics);

    @Test
    void admitsAClientUnderTheNameInItsCertificate() {
        assertEquals(new ClientId("shop-1"), admit(CERTIFICATES.issue(Role.CLIENT, "shop-1")));
        assertCounted("valid");
    }

    @Test
    void asksForACertificateWhenThereIsNone() {
        assertEquals(
                ErrorCode.AUTHENTICATION_ERROR,
                assertThrows(Problem.class, () -> admission.admit(Optional::empty))
                        .code());
        assertCounted("missing");
    }

    @Test
    void refusesAnExpiredCertificateAndSaysSince() {
        Issued expired = CERTIFICATES.expired(Role.CLIENT, "shop-1");
        assertTrue(refusal(expired)
                .contains("expired at " + expired.certificate().getNotAfter().toInstant()));
        assertCounted("expired");
    }

    @Test
    void refusesACertificateThatIsNotValidYetAndSaysFromWhen() {
        Issued future = CERTIFICATES.notYetValid(Role.CLIENT, "shop-1");
        assertTrue(refusal(future)
                .contains("not valid before "
                        + future.certificate().getNotBefore().toInstant()));
        assertCounted("not_yet_valid");
    }

    @ParameterizedTest
    @EnumSource(names = {"PROXY", "WORKER"})
    void refusesTheCertificateOfAnotherRole(Role role) {
        assertTrue(refusal(CERTIFICATES.issue(role, "shop-1")).contains("clients only"));
        assertCounted("wrong_role");
    }

    @Test
    void refusesACertificateWithoutIdentityOfOurs() {
        refusal(CERTIFICATES.authorityAsLeaf());
        assertCounted("unknown");
    }

    @Test
    void decidesAnewOnEveryRequest() {
        Issued issued = CERTIFICATES.issue(Role.CLIENT, "shop-1");
        Instant end = issued.certificate().getNotAfter().toInstant();
        MovingClock clock = new MovingClock(end);
        Admission moving = new Admission(clock, metrics);
        assertEquals(
                new ClientId("shop-1"),
                moving.admit(() -> Optional.of(Peer.of(issued.certificate()))).client());
        clock.now = end.plus(Duration.ofSeconds(1));
        assertThrows(Problem.class, () -> moving.admit(() -> Optional.of(Peer.of(issued.certificate()))));
    }

    private ClientId admit(Issued issued) {
        return admission.admit(() -> Optional.of(Peer.of(issued.certificate()))).client();
    }

    private String refusal(Issued issued) {
        Problem refusal = assertThrows(Problem.class, () -> admit(issued));
        assertEquals(ErrorCode.AUTHORIZATION_ERROR, refusal.code());
        return refusal.told();
    }

    private void assertCounted(String result) {
        String line = "proxy_certificate_validations_total{result=\"" + result + "\"} 1.0";
        assertTrue(metrics.scrape().contains(line), line);
    }

    private static final class MovingClock implements InstantSource {
        private Instant now;

        MovingClock(Instant start) {
            now = start;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
