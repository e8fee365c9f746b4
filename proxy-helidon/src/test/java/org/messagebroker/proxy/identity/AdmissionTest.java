package org.messagebroker.proxy.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.Policy.ApiKeyPolicy;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Role;
import org.messagebroker.proxy.MovableClock;
import org.messagebroker.proxy.TestPolicy;
import org.messagebroker.proxy.policy.PolicyHolder;
import org.messagebroker.proxy.policy.PolicyInForce;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.Problem;
import org.messagebroker.service.tls.Peer;
import org.messagebroker.testing.TestCertificates;

class AdmissionTest {

    private static final TestCertificates CERTIFICATES = new TestCertificates();
    private static final Issued SHOP = CERTIFICATES.issue(Role.CLIENT, "shop-1");
    private static final String KEY = "mbk_k1_0123456789abcdefghij";

    private final Metrics metrics = new Metrics();
    private final MovableClock clock = new MovableClock();
    private final TestPolicy policy = new TestPolicy(CERTIFICATES);
    private final PolicyHolder holder = new PolicyHolder(clock);

    @Test
    void admitsAKnownClientUnderTheNameInItsCertificate() {
        policy.know(SHOP);
        assertEquals(new ClientId("shop-1"), admit(SHOP).client());
        assertCounted("valid");
    }

    @Test
    void asksForACertificateWhenThereIsNone() {
        assertEquals(
                ErrorCode.AUTHENTICATION_ERROR, refused(new Credential.None()).code());
        assertCounted("missing");
    }

    @Test
    void refusesACertificateThatTheInventoryDoesNotKnow() {
        policy.know(CERTIFICATES.issue(Role.CLIENT, "shop-1"));
        assertTrue(forbidden(SHOP).contains("inventory"));
        assertCounted("unknown");
    }

    @Test
    void refusesAKnownCertificateUnderAnotherClientsName() {
        policy.know(SHOP);
        var known = policy.policy().clients().getFirst().certificates();
        policy.changeClient("shop-1", client -> TestPolicy.withCertificates(client, List.of()));
        policy.changeClient("shop-2", client -> TestPolicy.withCertificates(client, known));
        forbidden(SHOP);
        assertCounted("unknown");
    }

    @Test
    void refusesARevokedCertificateAndTakesItsTwin() {
        Issued twin = CERTIFICATES.issue(Role.CLIENT, "shop-1");
        policy.know(SHOP);
        policy.know(twin);
        policy.revoke(SHOP);
        assertTrue(forbidden(SHOP).contains("revoked"));
        assertCounted("revoked");
        assertEquals("shop-1", admit(twin).client().value());
    }

    @Test
    void refusesADisabledClient() {
        policy.know(SHOP);
        policy.changeClient("shop-1", client -> TestPolicy.enabled(client, false));
        assertTrue(forbidden(SHOP).contains("disabled"));
        assertCounted("disabled");
    }

    @Test
    void namesTheRightSiteToAClientOfAnother() {
        policy.know(SHOP);
        policy.changeClient("shop-1", client -> TestPolicy.ofSite(client, "shiraz"));
        assertTrue(forbidden(SHOP).contains("shiraz"));
        assertCounted("other_site");
    }

    @Test
    void refusesAnExpiredCertificateAndSaysSince() {
        Issued expired = CERTIFICATES.expired(Role.CLIENT, "shop-1");
        policy.know(expired);
        assertTrue(forbidden(expired)
                .contains("expired at " + expired.certificate().getNotAfter().toInstant()));
        assertCounted("expired");
    }

    @Test
    void refusesACertificateThatIsNotValidYetAndSaysFromWhen() {
        Issued future = CERTIFICATES.notYetValid(Role.CLIENT, "shop-1");
        policy.know(future);
        assertTrue(forbidden(future)
                .contains("not valid before "
                        + future.certificate().getNotBefore().toInstant()));
        assertCounted("not_yet_valid");
    }

    @ParameterizedTest
    @EnumSource(names = {"PROXY", "WORKER"})
    void refusesTheCertificateOfAnotherRole(Role role) {
        assertTrue(forbidden(CERTIFICATES.issue(role, "shop-1")).contains("clients only"));
        assertCounted("wrong_role");
    }

    @Test
    void refusesACertificateWithoutIdentityOfOurs() {
        forbidden(CERTIFICATES.authorityAsLeaf());
        assertCounted("unknown");
    }

    @Test
    void isNotAvailableBeforeThereIsAPolicy() {
        Problem problem = assertThrows(
                Problem.class,
                () -> new Admission(holder, new IdentityConfig("main", true), clock, metrics)
                        .admit(() -> credential(SHOP)));
        assertEquals(ErrorCode.SERVICE_UNAVAILABLE, problem.code());
        assertTrue(problem.retryAfterSeconds().isPresent());
        assertCounted("no_policy");
    }

    @Test
    void admitsWithinTheGraceAndNoLonger() {
        policy.know(SHOP);
        clock.setAhead(Duration.ofHours(23));
        assertEquals("shop-1", admit(SHOP).client().value());
        clock.setAhead(Duration.ofHours(25));
        Problem problem = refused(credential(SHOP));
        assertEquals(ErrorCode.SERVICE_UNAVAILABLE, problem.code());
        assertTrue(problem.retryAfterSeconds().isPresent());
        assertCounted("beyond_grace");
    }

    @Test
    void keepsToAClientsOwnShorterGrace() {
        policy.know(SHOP);
        policy.changeClient("shop-1", client -> TestPolicy.grace(client, Duration.ofHours(1)));
        clock.setAhead(Duration.ofHours(2));
        assertEquals(ErrorCode.SERVICE_UNAVAILABLE, refused(credential(SHOP)).code());
        policy.changeClient("shop-1", client -> TestPolicy.grace(client, Duration.ofDays(9)));
        clock.setAhead(Duration.ofHours(25));
        assertEquals(ErrorCode.SERVICE_UNAVAILABLE, refused(credential(SHOP)).code());
    }

    @Test
    void decidesAnewOnEveryRequest() {
        policy.know(SHOP);
        Admission admission = admission(true);
        admission.admit(() -> credential(SHOP));
        policy.revoke(SHOP);
        PolicyInForce.put(holder, policy);
        assertThrows(Problem.class, () -> admission.admit(() -> credential(SHOP)));
    }

    @Test
    void admitsTheHolderOfAnApiKeyFromItsNetworks() {
        keys(Optional.empty());
        Sender sender = admission(false).admit(() -> new Credential.ApiKey(KEY, InetAddress.ofLiteral("10.1.2.3")));
        assertEquals("shop-1", sender.client().value());
    }

    @Test
    void refusesAnApiKeyFromElsewhereAndSaysFromWhere() {
        keys(Optional.empty());
        assertTrue(badKey(KEY, "192.0.2.1").contains("192.0.2.1"));
        assertCounted("bad_api_key");
    }

    @Test
    void refusesAnApiKeyThatHasEnded() {
        keys(Optional.of(Instant.now().minusSeconds(1)));
        assertTrue(badKey(KEY, "10.1.2.3").contains("ended at"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mbk_k1_0123456789abcdefghik",
                "mbk_k2_0123456789abcdefghij",
                "mbk_k1_",
                "mbk_k1",
                "k1",
                "",
                " mbk_k1_0123456789abcdefghij"
            })
    void refusesWhatIsNoApiKeyAndTellsNothingOfIt(String text) {
        keys(Optional.empty());
        String told = badKey(text, "10.1.2.3");
        assertFalse(told.contains("0123456789") || told.contains("k1"), told);
    }

    @Test
    void refusesTheApiKeyOfADisabledClient() {
        keys(Optional.empty());
        policy.changeClient("shop-1", client -> TestPolicy.enabled(client, false));
        Admission admission = admission(false);
        assertThrows(
                Problem.class,
                () -> admission.admit(() -> new Credential.ApiKey(KEY, InetAddress.ofLiteral("10.0.0.1"))));
        assertCounted("disabled");
    }

    @Test
    void keepsAnApiKeyOutOfTheLog() {
        assertFalse(new Credential.ApiKey(KEY, InetAddress.ofLiteral("10.0.0.1"))
                .toString()
                .contains("0123"));
    }

    private void keys(Optional<Instant> end) {
        ApiKeyPolicy key = new ApiKeyPolicy("k1", sha256(KEY), List.of("10.0.0.0/8", "nonsense"), end);
        policy.changeClient("shop-1", client -> TestPolicy.withKeys(client, List.of(key)));
    }

    private String badKey(String text, String from) {
        Problem problem = assertThrows(
                Problem.class,
                () -> admission(false).admit(() -> new Credential.ApiKey(text, InetAddress.ofLiteral(from))));
        assertEquals(ErrorCode.AUTHENTICATION_ERROR, problem.code());
        return problem.told();
    }

    private Admission admission(boolean verifiesClients) {
        if (policy.policy().version().isAfter(holder.version())) {
            PolicyInForce.put(holder, policy);
        }
        return new Admission(holder, new IdentityConfig("main", verifiesClients), clock, metrics);
    }

    private Sender admit(Issued issued) {
        return admission(true).admit(() -> credential(issued));
    }

    private Problem refused(Credential credential) {
        Admission admission = admission(true);
        return assertThrows(Problem.class, () -> admission.admit(() -> credential));
    }

    private String forbidden(Issued issued) {
        Admission admission = admission(true);
        Problem refusal = assertThrows(Problem.class, () -> admission.admit(() -> credential(issued)));
        assertEquals(ErrorCode.AUTHORIZATION_ERROR, refusal.code());
        return refusal.told();
    }

    private static Credential credential(Issued issued) {
        return new Credential.Certificate(Peer.of(issued.certificate()));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertCounted(String result) {
        String line = "proxy_certificate_validations_total{result=\"" + result + "\"} ";
        assertTrue(metrics.scrape().lines().anyMatch(found -> found.startsWith(line) && !found.endsWith(" 0.0")), line);
    }
}
